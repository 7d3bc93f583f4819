import { Languages, LoaderCircle } from "lucide-react";
import { t } from "../i18n/t";
import { languageName } from "../text/languages";
import styles from "./TranslationLine.module.css";
import type { Reading } from "./useReading";

function wordsOf(line: NonNullable<Reading["line"]>): [fact: string, verb: string] {
  switch (line.kind) {
    case "offer":
      return ["", t("Translate")];
    case "busy":
      return [t("Translating…"), ""];
    case "translated":
      return line.original
        ? ["", t("Show translation")]
        : [
            t("Translated from {language}", { language: languageName(line.from) }),
            t("Show original"),
          ];
    case "sent":
      if (!line.original) return [t("As the customer received it"), t("Show what was written")];
      return [
        line.to
          ? t("Sent in {language}", { language: languageName(line.to) })
          : t("Sent translated"),
        t("Show what was sent"),
      ];
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
