import { MessagesSquare, Search } from "lucide-react";
import { useEffect, useState } from "react";
import type { Hit } from "../api/types";
import { useActions } from "../app/context";
import { searchPath, usePlace } from "../app/routes";
import { t } from "../i18n/t";
import { hitPath } from "../search/hits";
import { type Option, Picker } from "../ui/Picker";
import { type Command, keyCaps, SECTIONS } from "./commands";
import { matching } from "./matching";

type Props = { commands: readonly Command[]; close: () => void };

const SEARCH_AFTER_MS = 200;
const MOST_HITS = 6;

/** Conversations that hold the words, once the typing pauses. */
function useHits(query: string): { hits: Hit[]; busy: boolean } {
  const { api, complain } = useActions();
  const [found, setFound] = useState<{ query: string; hits: Hit[] }>({ query: "", hits: [] });
  const wanted = query.trim().length >= 2 ? query.trim() : "";

  useEffect(() => {
    if (!wanted) return;
    let over = false;
    const timer = setTimeout(async () => {
      try {
        const { items } = await api.search({ q: wanted }, null);
        if (!over) setFound({ query: wanted, hits: items.slice(0, MOST_HITS) });
      } catch (error) {
        if (!over) complain(t("The search failed"), error);
      }
    }, SEARCH_AFTER_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [api, complain, wanted]);

  return { hits: wanted ? found.hits : [], busy: wanted !== "" && found.query !== wanted };
}

const optionOf = (command: Command): Option => ({
  id: command.id,
  name: command.title,
  section: t(SECTIONS[command.section]),
  refusal: command.refusal ?? null,
  ...(command.keys ? { keys: keyCaps(command.keys) } : {}),
});

const hitId = ({ conversation, entry }: Pick<Hit, "conversation" | "entry">) =>
  `hit-${conversation.id}-${entry?.id}`;

const optionOfHit = ({ conversation, entry, snippet }: Hit): Option => ({
  id: hitId({ conversation, entry }),
  name: conversation.contact.name,
  fact: snippet,
  icon: <MessagesSquare aria-hidden="true" />,
  section: t("Conversations"),
});

/** Everything that can be done, and every conversation: type to narrow, Enter to go. */
export function CommandBar({ commands, close }: Props) {
  const { go } = usePlace();
  const [query, setQuery] = useState("");
  const { hits, busy } = useHits(query);
  const found = matching(
    commands.filter((command) => command.id !== "commands"),
    query,
  );
  const everywhere: Option[] = query.trim()
    ? [
        {
          id: "search-for",
          name: t("Search for “{words}”", { words: query.trim() }),
          icon: <Search aria-hidden="true" />,
          section: t("Conversations"),
        },
      ]
    : [];

  function choose({ id }: Option) {
    const command = found.find((each) => each.id === id);
    const hit = hits.find((each) => hitId(each) === id);
    close();
    // After the dialog has given focus back, so that a command may move it on.
    setTimeout(() => {
      if (command) command.run();
      else if (hit) go(hitPath({ q: query.trim() }, hit));
      else go(searchPath({ q: query.trim() }));
    });
  }

  return (
    <Picker
      label={t("Commands")}
      placeholder={t("Search, or type a command")}
      size="wide"
      options={[...found.map(optionOf), ...hits.map(optionOfHit), ...everywhere]}
      onQuery={setQuery}
      choose={choose}
      close={close}
      busy={busy}
      testId="command-bar"
    />
  );
}
