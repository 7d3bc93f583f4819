import { Languages, LoaderCircle } from "lucide-react";
import { languageName } from "../text/languages";
import styles from "./TranslationLine.module.css";
import type { Reading } from "./useReading";

function wordsOf(line: NonNullable<Reading["line"]>): [fact: string, verb: string] {
  switch (line.kind) {
    case "offer":
      return ["", "Translate"];
    case "busy":
      return ["Translating…", ""];
    case "translated":
      return line.original
        ? ["", "Show translation"]
        : [`Translated from ${languageName(line.from)}`, "Show original"];
    case "sent":
      return line.original
        ? [line.to ? `Sent in ${languageName(line.to)}` : "Sent translated", "Show what was sent"]
        : ["As the customer received it", "Show what was written"];
    default:
      return line satisfies never;
  }
}

/** One quiet line under a message: that it was translated, and the way to the other text. */
export function TranslationLine({ reading }: { reading: Reading }) {
  const { line, translate, toggle } = reading;
  if (!line) return null;
  const [fact, verb] = wordsOf(line);
  const Icon = line.kind === "busy" ? LoaderCircle : Languages;
  return (
    <p className={styles.line} data-busy={line.kind === "busy"} role="status">
      <Icon aria-hidden="true" />
      {fact && <span>{fact}</span>}
      {verb && (
        <button
          type="button"
          data-testid={line.kind === "offer" ? "translate" : "translation-toggle"}
          onClick={line.kind === "offer" ? translate : toggle}
        >
          {verb}
        </button>
      )}
    </p>
  );
}
