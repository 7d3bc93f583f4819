import { useId, useState } from "react";
import { m, t } from "../../i18n/t";
import field from "../../ui/Field.module.css";
import styles from "./admin.module.css";

const UNITS = [
  { seconds: 1, name: m("seconds") },
  { seconds: 60, name: m("minutes") },
  { seconds: 3600, name: m("hours") },
] as const;

type Props = {
  label: string;
  /** In seconds; null and 0 are shown as an empty field. */
  value: number | null;
  set: (seconds: number | null) => void;
  empty?: string;
  help?: string;
  error?: string | undefined;
  /** The smallest unit that makes sense. */
  from?: "seconds" | "minutes";
};

/** The largest unit in which it is a whole number. */
function unitOf(seconds: number | null, from: "seconds" | "minutes"): number {
  const least = from === "minutes" ? 60 : 1;
  if (!seconds) return 60;
  return [3600, 60].find((unit) => unit >= least && seconds % unit === 0) ?? least;
}

/** How long, in the unit that suits. */
export function DurationField(props: Props) {
  const { label, value, set, empty, help, error, from = "seconds" } = props;
  const id = useId();
  const [unit, setUnit] = useState(() => unitOf(value, from));
  const written = value ? value / unit : "";

  return (
    <div className={field.field}>
      <label htmlFor={id}>{label}</label>
      <span className={styles.number}>
        <input
          id={id}
          type="number"
          inputMode="numeric"
          min={1}
          step="any"
          placeholder={empty}
          required={empty === undefined}
          value={written}
          aria-invalid={error ? true : undefined}
          aria-describedby={help ? `${id}-help` : undefined}
          onChange={({ target }) =>
            set(target.value === "" ? null : Math.round(Number(target.value) * unit))
          }
        />
        <select
          className={styles.unit}
          aria-label={t("Unit of: {label}", { label })}
          value={unit}
          onChange={({ target }) => {
            const next = Number(target.value);
            if (value) set(Math.round((value / unit) * next));
            setUnit(next);
          }}
        >
          {UNITS.filter((each) => from === "seconds" || each.seconds > 1).map((each) => (
            <option key={each.name} value={each.seconds}>
              {t(each.name)}
            </option>
          ))}
        </select>
      </span>
      {help && (
        <p id={`${id}-help`} className={field.help}>
          {help}
        </p>
      )}
      {error && <p className={field.error}>{error}</p>}
    </div>
  );
}
