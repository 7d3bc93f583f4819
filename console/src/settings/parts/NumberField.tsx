import { useId } from "react";
import field from "../../ui/Field.module.css";
import styles from "./admin.module.css";

type Props = {
  label: string;
  unit: string;
  value: number | null;
  /** An empty field is null, and means what `empty` says. */
  set: (value: number | null) => void;
  empty?: string;
  min?: number;
  max?: number;
  help?: string | undefined;
  error?: string | undefined;
};

/** A number with its unit beside it. */
export function NumberField(props: Props) {
  const { label, unit, value, set, empty, min = 0, max, help, error } = props;
  const id = useId();
  return (
    <div className={field.field}>
      <label htmlFor={id}>{label}</label>
      <span className={styles.number}>
        <input
          id={id}
          type="number"
          inputMode="numeric"
          min={min}
          max={max}
          required={empty === undefined}
          placeholder={empty}
          value={value ?? ""}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-unit${help ? ` ${id}-help` : ""}`}
          onChange={({ target }) => set(target.value === "" ? null : Number(target.value))}
        />
        <span id={`${id}-unit`}>{unit}</span>
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
