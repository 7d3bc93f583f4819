import type { Suggestion } from "@switchboard/protocol";
import { Check } from "lucide-react";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useActions, useDesk } from "../app/context";
import { t } from "../i18n/t";
import { offered } from "../state/suggestions";
import type { Thread } from "../state/thread";
import { SuggestionCard } from "./SuggestionCard";
import styles from "./Suggestions.module.css";
import { useLeaving } from "./useLeaving";
import { useTranslateTo } from "./useReplyLanguage";
import { useSuggestionKeys } from "./useSuggestionKeys";

const THANKS_MS = 4000;
const NOTHING: Suggestion[] = [];

function useOffered(id: string, thread: Thread): Suggestion[] {
  const { kept } = useActions();
  const all = useDesk((state) => state.suggestions[id]);
  const draft = useSyncExternalStore(kept.subscribe, () => kept.draft(id));
  const shown = useMemo(() => offered(all ?? [], thread.events), [all, thread.events]);
  // What is being edited is under the agent's fingers already; emptied, it is offered again.
  const editing = draft.reply.suggestion_id !== null && draft.reply.text !== "";
  return thread.state === "ready" && !editing ? shown : NOTHING;
}

/** Answers that wait under the thread, one at a time, for colleagues' eyes only. */
export function Suggestions({ id, thread }: { id: string; thread: Thread }) {
  const desk = useActions();
  const shown = useOffered(id, thread);
  const language = useTranslateTo(id, thread);
  const [chosen, choose] = useState<string | null>(null);
  const [thanked, setThanked] = useState(0);
  const index = Math.max(
    0,
    shown.findIndex((each) => each.id === chosen),
  );
  const current = shown[index];
  const { value: card, leaving } = useLeaving(
    current ? { suggestion: current, index, count: shown.length } : null,
  );

  useEffect(() => {
    if (thanked === 0) return;
    const timer = setTimeout(() => setThanked(0), THANKS_MS);
    return () => clearTimeout(timer);
  }, [thanked]);

  const send = (suggestion: Suggestion) => desk.sendSuggestion(id, suggestion, language);
  function edit(suggestion: Suggestion) {
    desk.editSuggestion(id, suggestion);
    document.getElementById("composer")?.focus();
  }
  function move(step: number) {
    choose(shown[(index + step + shown.length) % shown.length]?.id ?? null);
  }
  function reject(suggestion: Suggestion) {
    // The next one takes its place, rather than the first.
    choose(shown[index + 1]?.id ?? shown[index - 1]?.id ?? null);
    setThanked((count) => count + 1);
    desk.rejectSuggestion(id, suggestion);
  }

  useSuggestionKeys(shown, { send, edit });

  return (
    <>
      {thanked > 0 && (
        <p className={styles.thanks} role="status">
          <Check aria-hidden="true" />{" "}
          {t("Got it. It counts less for questions like this from now on.")}
        </p>
      )}
      {card && (
        <section className={styles.strip} aria-label={t("Suggested answers")}>
          <SuggestionCard
            {...card}
            leaving={leaving}
            language={language}
            move={move}
            send={send}
            edit={edit}
            reject={reject}
          />
        </section>
      )}
    </>
  );
}
