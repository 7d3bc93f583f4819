import { Bold, Code, Italic, Link, List, ListOrdered } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { m, t } from "../../i18n/t";
import { broken, linked, listed, type Selection, wrapped } from "../../text/formatting";
import { useField } from "../../thread/useField";
import { Button } from "../../ui/Button";
import { Marked } from "../../ui/Marked";
import styles from "./editor.module.css";

type Step = (held: Selection) => Selection;

const MARKS: { name: string; icon: ReactNode; key?: string; step: Step }[] = [
  { name: m("Bold"), icon: <Bold />, key: "b", step: (held) => wrapped(held, "**") },
  { name: m("Italic"), icon: <Italic />, key: "i", step: (held) => wrapped(held, "*") },
  { name: m("List|formatting"), icon: <List />, step: (held) => listed(held, false) },
  { name: m("Numbered list"), icon: <ListOrdered />, step: (held) => listed(held, true) },
  { name: m("Link|formatting"), icon: <Link />, step: linked },
  { name: m("Code|formatting"), icon: <Code />, step: (held) => wrapped(held, "`") },
];

type Props = { text: string; set: (text: string) => void; error?: string | undefined };

/** A text in light markdown, and beside it what customers will see. */
export function MarkdownField({ text, set, error }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const field = useField(area, text, set);

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const mod = event.metaKey || event.ctrlKey;
    const mark = mod && MARKS.find((each) => each.key === event.key.toLowerCase());
    const inList = event.key === "Enter" && !event.shiftKey && !mod;
    if (!mark && !inList) return;
    event.preventDefault();
    field.change(mark ? mark.step : broken);
  }

  return (
    <div className={styles.both}>
      <div className={styles.write} data-invalid={error ? true : undefined}>
        <div className={styles.marks} role="toolbar" aria-label={t("Formatting")}>
          {MARKS.map(({ name, icon, key, step }) => (
            <Button
              key={name}
              tone="ghost"
              aria-label={t(name)}
              aria-keyshortcuts={key && `Control+${key}`}
              icon={icon}
              onClick={() => field.change(step)}
            />
          ))}
        </div>
        <textarea
          ref={area}
          dir="auto"
          aria-label={t("Text")}
          aria-invalid={error ? true : undefined}
          placeholder={t("Answer as you would tell a customer. **Bold**, lists and links work.")}
          value={text}
          onChange={(event) => set(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {error && <p className={styles.error}>{error}</p>}
      </div>
      <section className={styles.preview} aria-label={t("Preview")}>
        <h2>{t("Preview")}</h2>
        <div className={styles.page}>
          {text.trim() ? (
            <Marked text={text} format="markdown" />
          ) : (
            <p className={styles.nothing}>
              {t("What customers will read shows here as you write.")}
            </p>
          )}
        </div>
      </section>
    </div>
  );
}
