import { Plus, X } from "lucide-react";
import type { Span } from "../../api/people-types";
import { t } from "../../i18n/t";
import { Button } from "../../ui/Button";
import styles from "./hours.module.css";
import { dayRefusal, isOvernight, nextSpan } from "./week";

type Props = { name: string; spans: readonly Span[]; set: (spans: Span[]) => void };

/** When it is open on one day; nothing: it is closed. */
export function Spans({ name, spans, set }: Props) {
  const refusal = dayRefusal(spans);
  const change = (at: number, span: Span) => set(spans.map((each, i) => (i === at ? span : each)));
  return (
    <div className={styles.spans}>
      {spans.length === 0 && <span className={styles.closed}>{t("Closed")}</span>}
      {spans.map((span, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a span has no name but its place.
        <span key={at} className={styles.span}>
          <input
            type="time"
            aria-label={t("{day} from", { day: name })}
            value={span[0]}
            onChange={({ target }) => change(at, [target.value, span[1]])}
          />
          <span aria-hidden="true">–</span>
          <input
            type="time"
            aria-label={t("{day} until", { day: name })}
            value={span[1]}
            onChange={({ target }) => change(at, [span[0], target.value])}
          />
          {isOvernight(span) && span[1] !== "" && (
            <span className={styles.overnight}>{t("next day")}</span>
          )}
          <Button
            tone="ghost"
            icon={<X />}
            aria-label={t("Remove {start} to {end} of {day}", {
              start: span[0],
              end: span[1],
              day: name,
            })}
            onClick={() => set(spans.filter((_, i) => i !== at))}
          />
        </span>
      ))}
      {refusal && (
        <span role="alert" className={styles.error}>
          {refusal}
        </span>
      )}
    </div>
  );
}

/** One more span. */
export function AddSpan({ name, spans, set }: Props) {
  return (
    <Button
      tone="ghost"
      icon={<Plus />}
      aria-label={t("Add hours on {day}", { day: name })}
      hint={t("Add hours")}
      onClick={() => set([...spans, nextSpan(spans)])}
    />
  );
}
