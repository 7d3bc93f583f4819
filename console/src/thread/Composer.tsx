import type { Conversation, Me } from "@switchboard/protocol";
import { LockKeyhole, Reply, SendHorizontal } from "lucide-react";
import { type KeyboardEvent, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { useActions, useDesk } from "../app/context";
import type { Draft } from "../state/kept";
import { Button } from "../ui/Button";
import styles from "./Composer.module.css";

const LONGEST = 4096;
const COUNT_FROM = LONGEST - 200;

const KINDS = [
  { kind: "reply", name: "Reply", icon: Reply },
  { kind: "note", name: "Note", icon: LockKeyhole },
] as const;

function refusalOf(text: string, offline: boolean): string | null {
  if (offline) return "You're offline. Your text is kept.";
  if (text.length > LONGEST) return `That's ${text.length - LONGEST} characters too long.`;
  return text.trim() ? null : "Write something first.";
}

function useDraft(id: string): [Draft, (draft: Draft) => void] {
  const { kept } = useActions();
  const draft = useSyncExternalStore(kept.subscribe, () => kept.draft(id));
  return [draft, (next) => kept.setDraft(id, next)];
}

function hintOf(row: Conversation, me: Me, kind: Draft["kind"]): string {
  if (kind === "note") return "Only your colleagues see notes";
  if (row.status === "closed") return "Replying will reopen this conversation";
  const others = row.assignees.length > 0 && row.assignees.every((person) => person.id !== me.id);
  return others ? `${row.assignees[0]?.name} has this conversation` : "";
}

export function Composer({ row, me }: { row: Conversation; me: Me }) {
  const desk = useActions();
  const offline = useDesk((state) => state.connection === "offline");
  const [draft, setDraft] = useDraft(row.id);
  const field = useRef<HTMLTextAreaElement>(null);
  const { text, kind } = draft;
  const refusal = refusalOf(text, offline);
  const hint = offline
    ? "You're offline. Your text is kept until you're back."
    : hintOf(row, me, kind);

  // Grow with the text; the style sheet sets the limit. The text itself is what triggers it.
  useLayoutEffect(() => {
    const element = field.current;
    if (!element || element.value !== text) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  function send() {
    if (refusal) return;
    setDraft({ text: "", kind });
    if (kind === "note") desk.note(row.id, text.trim());
    else desk.reply(row.id, text.trim());
    field.current?.focus();
  }

  function onKey(event: KeyboardEvent) {
    // While a word is being composed (Japanese, Chinese …) Enter belongs to the input method.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  }

  return (
    <div className={styles.composer} data-kind={kind}>
      <div className={styles.box}>
        <div className={styles.tabs} role="radiogroup" aria-label="What to write">
          {KINDS.map(({ kind: each, name, icon: Icon }) => (
            <label key={each} className={styles.tab}>
              <input
                type="radio"
                name="kind"
                checked={kind === each}
                onChange={() => {
                  setDraft({ text, kind: each });
                  field.current?.focus();
                }}
              />
              <Icon aria-hidden="true" /> {name}
            </label>
          ))}
        </div>
        <textarea
          ref={field}
          id="composer"
          data-testid="composer"
          className={styles.field}
          dir="auto"
          rows={1}
          aria-label={kind === "note" ? "Note" : `Reply to ${row.contact.name}`}
          aria-describedby="composer-hint"
          placeholder={kind === "note" ? "Write a note to your team…" : "Write a reply…"}
          value={text}
          onChange={(event) => setDraft({ text: event.target.value, kind })}
          onKeyDown={onKey}
        />
        <div className={styles.foot}>
          <p id="composer-hint" className={styles.hint}>
            {hint}
          </p>
          {text.length > COUNT_FROM && (
            <span className={styles.count} data-over={text.length > LONGEST}>
              {LONGEST - text.length}
            </span>
          )}
          <Button
            tone="primary"
            icon={<SendHorizontal />}
            data-testid="send"
            refusal={refusal}
            onClick={send}
          >
            {kind === "note" ? "Add note" : "Send"}
          </Button>
        </div>
      </div>
    </div>
  );
}
