import { useId } from "react";
import styles from "./parts.module.css";

type Props = {
  label: string;
  hideLabel?: boolean;
  help?: string;
  on: boolean;
  set: (on: boolean) => void;
  disabled?: boolean;
};

/** On or off, at once. */
export function Switch({ label, hideLabel, help, on, set, disabled }: Props) {
  const id = useId();
  return (
    <span className={styles.switchRow} data-bare={hideLabel}>
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={on}
        className={styles.switch}
        checked={on}
        disabled={disabled}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => set(event.target.checked)}
      />
      <span>
        <label htmlFor={id} className={hideLabel ? "visually-hidden" : styles.switchLabel}>
          {label}
        </label>
        {help && (
          <span id={`${id}-help`} className={styles.switchHelp}>
            {help}
          </span>
        )}
      </span>
    </span>
  );
}
