import { ArrowUp, RotateCcw, Sparkles } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useDesk } from "../../../app/context";
import { t } from "../../../i18n/t";
import { Button } from "../../../ui/Button";
import { Answer } from "./Answer";
import styles from "./playground.module.css";
import { type Line, usePlayground } from "./usePlayground";

function LineView({ line }: { line: Line }) {
  return (
    <>
      <p className={styles.asked} dir="auto">
        {line.asked}
      </p>
      <div className={styles.given} data-testid="playground-answer">
        {line.answer && <Answer answer={line.answer} />}
        {line.failure && (
          <p className={styles.failure} role="alert">
            {line.failure}
          </p>
        )}
        {!line.answer && !line.failure && (
          <p className={styles.thinking} role="status">
            <span className="visually-hidden">{t("Looking for an answer…")}</span>
          </p>
        )}
      </div>
    </>
  );
}

function As({ value, set }: { value: string; set: (id: string) => void }) {
  const id = useId();
  const channels = useDesk((desk) => desk.channels);
  if (channels.length < 2) return null;
  return (
    <span className={styles.as}>
      <label htmlFor={id}>{t("as on")}</label>
      <select id={id} value={value} onChange={(event) => set(event.target.value)}>
        <option value="">{t("any channel")}</option>
        {channels.map((channel) => (
          <option key={channel.id} value={channel.id}>
            {channel.name}
          </option>
        ))}
      </select>
    </span>
  );
}

type Props = {
  name: string;
  /** What is tried is what was saved. */
  unsaved: boolean;
};

/** Ask what a customer would ask: nothing here reaches one. */
export function Playground({ name, unsaved }: Props) {
  const { lines, ask, busy, channel, setChannel, clear } = usePlayground();
  const [text, setText] = useState("");
  const log = useRef<HTMLDivElement>(null);
  const last = lines.at(-1);

  useEffect(() => {
    if (last) log.current?.scrollTo?.({ top: log.current.scrollHeight, behavior: "smooth" });
  }, [last]);

  function send(event: FormEvent) {
    event.preventDefault();
    if (busy || !text.trim()) return;
    ask(text);
    setText("");
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) send(event);
  }

  return (
    <aside className={styles.playground} aria-label={t("Playground")}>
      <header>
        <h2>{t("Playground")}</h2>
        <As value={channel} set={setChannel} />
        <Button
          tone="ghost"
          icon={<RotateCcw />}
          aria-label={t("New trial chat")}
          hint={t("New chat")}
          refusal={lines.length === 0 ? t("Nothing was asked yet") : null}
          onClick={clear}
        />
      </header>
      <div ref={log} className={styles.log} role="log" aria-label={t("Trial chat")}>
        {lines.length === 0 && (
          <div className={styles.begin}>
            <Sparkles aria-hidden="true" />
            <p>
              {name
                ? t("Ask {name} what a customer would ask.", { name })
                : t("Ask it what a customer would ask.")}
            </p>
            <p>{t("Nothing here reaches anyone, and nothing is counted.")}</p>
          </div>
        )}
        {lines.map((line) => (
          <LineView key={line.id} line={line} />
        ))}
      </div>
      {unsaved && <p className={styles.unsaved}>{t("It answers as it was last saved.")}</p>}
      <form className={styles.composer} onSubmit={send}>
        <textarea
          rows={1}
          dir="auto"
          aria-label={t("Question")}
          placeholder={t("Do you ship to Norway?")}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <Button
          tone="primary"
          type="submit"
          aria-label={t("Ask")}
          icon={<ArrowUp />}
          refusal={text.trim() ? null : t("Write a question")}
          disabled={busy}
        />
      </form>
    </aside>
  );
}
