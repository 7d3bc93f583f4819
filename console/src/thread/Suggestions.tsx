import {
  ChevronLeft,
  ChevronRight,
  FileText,
  MessageSquareReply,
  Pencil,
  Send,
  Sparkles,
  X,
} from "lucide-react";
import { useMemo, useState } from "react";
import { useActions, useDesk } from "../app/context";
import { offered } from "../state/suggestions";
import type { Thread } from "../state/thread";
import { Button } from "../ui/Button";
import styles from "./Suggestions.module.css";

export function Suggestions({ id, thread }: { id: string; thread: Thread }) {
  const desk = useActions();
  const all = useDesk((state) => state.suggestions[id]);
  const shown = useMemo(() => offered(all ?? [], thread.events), [all, thread.events]);
  const [position, setPosition] = useState(0);
  const index = Math.min(position, shown.length - 1);
  const suggestion = shown[index];
  if (!suggestion || thread.state !== "ready") return null;

  const Icon = suggestion.source.kind === "article" ? FileText : MessageSquareReply;
  const move = (step: number) => setPosition((index + step + shown.length) % shown.length);
  return (
    <section className={styles.strip} aria-label="Suggested answers">
      <article className={styles.card} data-testid="suggestion" data-suggestion-id={suggestion.id}>
        <header className={styles.head}>
          <Sparkles aria-hidden="true" />
          <h2>Suggested answer</h2>
          <span className={styles.source} title={suggestion.source.title}>
            <Icon aria-hidden="true" />
            <span>{suggestion.source.title}</span>
          </span>
          {shown.length > 1 && (
            <span className={styles.pager}>
              <Button
                tone="ghost"
                aria-label="Previous suggestion"
                icon={<ChevronLeft />}
                onClick={() => move(-1)}
              />
              <span aria-live="polite">
                <span className="visually-hidden">Suggestion </span>
                {index + 1} of {shown.length}
              </span>
              <Button
                tone="ghost"
                aria-label="Next suggestion"
                icon={<ChevronRight />}
                onClick={() => move(1)}
              />
            </span>
          )}
        </header>
        <p className={styles.text} dir="auto">
          {suggestion.text}
        </p>
        <footer className={styles.actions}>
          <Button
            tone="primary"
            icon={<Send />}
            data-testid="suggestion-send"
            onClick={() => desk.sendSuggestion(id, suggestion)}
          >
            Send
          </Button>
          <Button
            icon={<Pencil />}
            data-testid="suggestion-edit"
            onClick={() => {
              desk.editSuggestion(id, suggestion);
              document.getElementById("composer")?.focus();
            }}
          >
            Edit
          </Button>
          <Button
            tone="ghost"
            className={styles.reject}
            icon={<X />}
            data-testid="suggestion-reject"
            onClick={() => desk.rejectSuggestion(id, suggestion)}
          >
            Reject
          </Button>
        </footer>
      </article>
    </section>
  );
}
