import { Check, Copy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "../../ui/Button";
import styles from "./Steps.module.css";

const SAID_MS = 2000;

/** Something to paste elsewhere. Where the browser keeps the clipboard closed, it is selected. */
export function Copied({ text, name }: { text: string; name: string }) {
  const words = useRef<HTMLElement>(null);
  const [said, setSaid] = useState("");

  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(""), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch {
      if (words.current) getSelection()?.selectAllChildren(words.current);
      setSaid("Selected; copy it with your keyboard");
    }
  }

  return (
    <span className={styles.copied}>
      <code ref={words} dir="ltr">
        {text}
      </code>
      <Button
        tone="ghost"
        icon={said === "Copied" ? <Check /> : <Copy />}
        aria-label={`Copy ${name}`}
        onClick={copy}
      />
      <span role="status" className={styles.said}>
        {said}
      </span>
    </span>
  );
}
