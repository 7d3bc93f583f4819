import { CalendarPlus, Trash2 } from "lucide-react";
import type { HoursBody } from "../../api/people-types";
import { t } from "../../i18n/t";
import { Button } from "../../ui/Button";
import styles from "./hours.module.css";
import { AddSpan, Spans } from "./Spans";

type Exceptions = HoursBody["exceptions"];
type Props = { exceptions: Exceptions; set: (exceptions: Exceptions) => void };

/** Days on which other hours hold, or none. */
export function Exceptions({ exceptions, set }: Props) {
  const change = (at: number, fields: Partial<Exceptions[number]>) =>
    set(exceptions.map((each, i) => (i === at ? { ...each, ...fields } : each)));
  return (
    <>
      {exceptions.map(({ date, name, spans }, at) => {
        const told = name || date || t("the new date|in place of its name");
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: while it is typed, a date is no name.
          <div key={at} className={styles.exception}>
            <span className={styles.date}>
              <input
                type="date"
                aria-label={t("Date of {name}", { name: told })}
                required
                value={date}
                onChange={({ target }) => change(at, { date: target.value })}
              />
              <input
                type="text"
                dir="auto"
                maxLength={80}
                placeholder={t("Stocktaking")}
                aria-label={t("Name of {name}", { name: told })}
                value={name}
                onChange={({ target }) => change(at, { name: target.value })}
              />
              <AddSpan name={told} spans={spans} set={(next) => change(at, { spans: next })} />
              <Button
                tone="ghost"
                icon={<Trash2 />}
                aria-label={t("Remove {name}", { name: told })}
                onClick={() => set(exceptions.filter((_, i) => i !== at))}
              />
            </span>
            <Spans name={told} spans={spans} set={(next) => change(at, { spans: next })} />
          </div>
        );
      })}
      <p>
        <Button
          icon={<CalendarPlus />}
          onClick={() => set([...exceptions, { date: "", name: "", spans: [] }])}
        >
          {t("Add a date")}
        </Button>
      </p>
    </>
  );
}
