import { Inbox } from "lucide-react";
import { createAiApi } from "../api/ai-api";
import type { Colleague, Conversation } from "../api/types";
import { useActions, useAsk, useDesk } from "../app/context";
import { useFetched } from "../details/useFetched";
import { t, tn } from "../i18n/t";
import { isMine } from "../state/lists";
import { AI_AGENT } from "../text/people";
import { Avatar } from "../ui/Avatar";
import { type Option, Picker } from "../ui/Picker";
import { useNow } from "../ui/RelativeTime";
import type { PickerProps } from "./Dialogs";
import { byReadiness, personOption } from "./people";
import { onlyName, stateOf, usePeople, usePicked } from "./usePicked";

const NOBODY = "nobody";

/** Where conversations are restricted, only who may see all of them can have them. */
function mayHave(rows: readonly Conversation[], user: Colleague): string | null {
  const barred = rows.some(
    (row) => row.visible_to && !row.visible_to.some((person) => person.id === user.id),
  );
  return barred ? t("Can't see this") : null;
}

/** The AI agent as one to give conversations to, where the company lets it answer at all. */
function useAiOption(rows: readonly Conversation[]): Option[] {
  const ask = useAsk();
  const { value: agent } = useFetched("ai-agent", () => createAiApi(ask).aiAgent());
  const held = rows.flatMap((row) => row.assignees).find((person) => person.id === AI_AGENT);
  const modes = agent
    ? [agent.default_mode, ...[...agent.channels, ...agent.teams].map(({ mode }) => mode)]
    : [];
  const name = agent?.name ?? held?.name;
  if (!name || (!held && !modes.includes("answer"))) return [];
  return [
    {
      id: AI_AGENT,
      name,
      also: t("ai agent bot"),
      icon: <Avatar person={{ id: AI_AGENT, name }} size={20} />,
      fact: t("AI agent"),
      state: stateOf(rows, (row) => isMine(row, AI_AGENT)),
      refusal: rows.some((row) => row.visible_to) ? t("Can't see this") : null,
    },
  ];
}

export function AssignPicker({ ids, anchor, close }: PickerProps) {
  const desk = useActions();
  const me = useDesk((state) => state.me);
  const teams = useDesk((state) => state.me?.teams);
  const rows = usePicked(ids);
  const users = usePeople();
  const now = useNow();
  const ai = useAiOption(rows);
  const [only] = rows;
  // Several people can share one conversation, unless its team says that one owns it.
  const shared =
    rows.length === 1 && teams?.find((team) => team.id === only?.team_id)?.ownership !== "personal";

  const name = onlyName(rows);
  const meId = me?.id ?? "";
  const options: Option[] = users
    .filter((user) => user.active !== false)
    .sort(byReadiness(meId, now))
    .map((user) => ({
      ...personOption(user, meId, now),
      state: stateOf(rows, (row) => isMine(row, user.id)),
      refusal: mayHave(rows, user),
    }));
  options.push(...ai, {
    id: NOBODY,
    name: t("Nobody"),
    also: t("Unassigned"),
    icon: <Inbox aria-hidden="true" />,
    fact: t("back to Unassigned"),
    state: stateOf(rows, (row) => row.assignees.length === 0),
  });

  function choose({ id }: Option) {
    const user = [...users, ...ai].find((each) => each.id === id);
    // The AI agent works alone: it gives way to people, and they to it.
    const together = shared && id !== AI_AGENT;
    const held = (together ? (only?.assignees ?? []) : []).filter(
      (person) => person.id !== AI_AGENT,
    );
    const back = id === AI_AGENT && rows.every((row) => isMine(row, AI_AGENT));
    const others = held.filter((person) => person.id !== id);
    const added = user && !held.some((person) => person.id === id);
    desk.assign(ids, id === NOBODY || back ? [] : added ? [...others, user].map(personOf) : others);
    close();
  }

  return (
    <Picker
      label={
        name
          ? t("Assign {name}", { name })
          : tn(rows.length, "Assign {count} conversation", "Assign {count} conversations")
      }
      placeholder={t("Assign to…")}
      options={options}
      choose={choose}
      close={close}
      anchor={anchor}
      busy={users.length === 0}
      testId="assign-picker"
    />
  );
}

const personOf = ({ id, name }: { id: string; name: string }) => ({ id, name });
