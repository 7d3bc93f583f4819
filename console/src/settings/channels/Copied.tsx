import { Check, Copy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { t } from "../../i18n/t";
import { Button } from "../../ui/Button";
import styles from "./Steps.module.css";

const SAID_MS = 2000;

/** Something to paste elsewhere. Where the browser keeps the clipboard closed, it is selected. */
export function Copied({ text, label }: { text: string; label: string }) {
  const words = useRef<HTMLElement>(null);
  const [done, setDone] = useState<"copied" | "selected" | null>(null);

  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [done]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setDone("copied");
    } catch {
      if (words.current) getSelection()?.selectAllChildren(words.current);
      setDone("selected");
    }
  }

  return (
    <span className={styles.copied}>
      <code ref={words} dir="ltr">
        {text}
      </code>
      <Button
        tone="ghost"
        icon={done === "copied" ? <Check /> : <Copy />}
        aria-label={label}
        onClick={copy}
      />
      <span role="status" className={styles.said}>
        {done === "copied" && t("Copied")}
        {done === "selected" && t("Selected; copy it with your keyboard")}
      </span>
    </span>
  );
}
