import { t } from "../../i18n/t";
import { Copied } from "./Copied";
import styles from "./Steps.module.css";
import { piecesOf } from "./steps";

type Props = { label: string; steps: readonly string[]; templates: readonly string[] };

/** What to do at the provider, one after the other, with everything to paste ready to copy. */
export function Steps({ label, steps, templates }: Props) {
  if (steps.length === 0) return null;
  return (
    <ol className={styles.steps} aria-label={t("At {provider}", { provider: label })}>
      {steps.map((step, index) => (
        <li key={step}>
          {piecesOf(step, templates[index]).map((piece) =>
            piece.copy ? (
              <Copied
                key={piece.text}
                text={piece.text}
                label={t("Copy {text}", { text: piece.text })}
              />
            ) : (
              <span key={piece.text}>{piece.text}</span>
            ),
          )}
        </li>
      ))}
    </ol>
  );
}
