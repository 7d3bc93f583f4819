/** A text with variables: written above, with its formatting, and read below as it will be. */
import { Bold, Code, Italic, Link, List, ListOrdered } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import type { Format } from "../api/thread-types";
import { useDesk } from "../app/context";
import { m, t, tn } from "../i18n/t";
import { inserted, linked, listed, type Selection, wrapped } from "../text/formatting";
import { filled, gapsIn, readable, samples, type Values } from "../text/template";
import { useField } from "../thread/useField";
import { Button } from "../ui/Button";
import { Marked } from "../ui/Marked";
import styles from "./Template.module.css";
import { TemplateVariables } from "./TemplateVariables";

type Mark = { name: string; icon: ReactNode; key?: string; step: (held: Selection) => Selection };

const MARKS: readonly Mark[] = [
  { name: m("Bold"), icon: <Bold />, key: "b", step: (held) => wrapped(held, "**") },
  { name: m("Italic"), icon: <Italic />, key: "i", step: (held) => wrapped(held, "*") },
  { name: m("List|formatting"), icon: <List />, step: (held) => listed(held, false) },
  { name: m("Numbered list"), icon: <ListOrdered />, step: (held) => listed(held, true) },
  { name: m("Link|formatting"), icon: <Link />, step: linked },
  { name: m("Code|formatting"), icon: <Code />, step: (held) => wrapped(held, "`") },
];

type PreviewProps = { text: string; format: Format };

function Preview({ text, format }: PreviewProps) {
  const me = useDesk((state) => state.me);
  const [stranger, setStranger] = useState(false);
  const own: Values = me
    ? { "agent.name": me.name, "agent.email": me.email, "company.name": me.account.name }
    : {};
  const known = Object.fromEntries(
    Object.entries({ ...samples(), ...own }).filter(
      ([name]) => !stranger || !(name.startsWith("contact.") || name === "conversation.topic"),
    ),
  );
  const shown = filled(text, known);
  const left = gapsIn(shown).length;
  return (
    <section className={styles.preview} aria-label={t("Preview")} data-testid="preview">
      <header className={styles.head}>
        <span className={styles.caption}>{t("Preview")}</span>
        <label className={styles.stranger}>
          <input
            type="checkbox"
            checked={stranger}
            onChange={(event) => setStranger(event.target.checked)}
          />
          {t("As for somebody unknown")}
        </label>
      </header>
      <div className={styles.bubble}>
        <Marked text={readable(shown)} format={format} />
      </div>
      {left > 0 && (
        <p className={styles.left} role="status">
          {tn(
            left,
            "One gap has to be filled in before it can be sent. A fallback would save that.",
            "{count} gaps have to be filled in before it can be sent. A fallback would save that.",
          )}
        </p>
      )}
    </section>
  );
}

type Props = {
  label: string;
  text: string;
  format: Format;
  rows?: number;
  set: (text: string) => void;
  /** What the API says is wrong with it. */
  error?: string | undefined;
};

export function TemplateText({ label, text, format, rows = 5, set, error }: Props) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const { change } = useField(field, text, set);
  const marks = format === "markdown" ? MARKS : [];

  function onKey(event: KeyboardEvent) {
    const mark = marks.find((each) => each.key === event.key.toLowerCase());
    if (!mark || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    change(mark.step);
  }

  return (
    <div className={styles.text}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.editor}>
        <div
          className={styles.toolbar}
          role="toolbar"
          aria-label={t("Tools for {label}", { label })}
        >
          {marks.map(({ name, icon, step, key }) => (
            <Button
              key={name}
              tone="ghost"
              icon={icon}
              aria-label={t(name)}
              hint={t(name)}
              aria-keyshortcuts={key && ["Control", key].join("+")}
              onClick={() => change(step)}
            />
          ))}
          <TemplateVariables insert={(variable) => change((held) => inserted(held, variable))} />
        </div>
        <textarea
          ref={field}
          id={id}
          dir="auto"
          rows={rows}
          maxLength={10_000}
          value={text}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          onKeyDown={onKey}
          onChange={(event) => set(event.target.value)}
        />
      </div>
      {error && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
      {text.trim() && <Preview text={text} format={format} />}
    </div>
  );
}
