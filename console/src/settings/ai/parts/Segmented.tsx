import { useId } from "react";
import { t } from "../../../i18n/t";
import styles from "./parts.module.css";

/** `name` is a text that `t` says. */
type Option<Value extends string> = { id: Value; name: string };

type Props<Value extends string> = {
  /** What is chosen here; said to screen readers where `hideLabel` is set. */
  label: string;
  hideLabel?: boolean;
  options: readonly Option<Value>[];
  value: Value;
  set: (value: Value) => void;
  help?: string | undefined;
};

/** One of a few, all in sight. */
export function Segmented<Value extends string>(props: Props<Value>) {
  const { label, hideLabel, options, value, set, help } = props;
  const name = useId();
  return (
    <fieldset className={styles.set}>
      <legend className={hideLabel ? "visually-hidden" : styles.legend}>{label}</legend>
      <span className={styles.segments}>
        {options.map((option) => (
          <label key={option.id} className={styles.segment}>
            <input
              type="radio"
              name={name}
              checked={value === option.id}
              onChange={() => set(option.id)}
            />
            <span>{t(option.name)}</span>
          </label>
        ))}
      </span>
      {help && <p className={styles.help}>{help}</p>}
    </fieldset>
  );
}
