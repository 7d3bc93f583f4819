import { useState } from "react";
import { Field } from "../../ui/Field";
import styles from "./admin.module.css";

type Option = { id: string; name: string; fact?: string };
type Props = {
  label: string;
  /** What the field says that looks for one. */
  find: string;
  help?: string;
  options: readonly Option[];
  chosen: readonly string[];
  set: (chosen: string[]) => void;
  disabled?: boolean;
  /** Where there is nothing to choose from. */
  empty?: string;
};

/** From so many on, looking for one takes a field. */
const MANY = 9;

/** Any of some, each with a tick box. */
export function Checks({ label, find, help, options, chosen, set, disabled, empty }: Props) {
  const [words, setWords] = useState("");
  const wanted = words.trim().toLocaleLowerCase();
  const shown = options.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  return (
    <fieldset className={styles.checks} disabled={disabled}>
      <legend>{label}</legend>
      {help && <p className={styles.help}>{help}</p>}
      {options.length >= MANY && (
        <Field
          label={find}
          type="search"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      {options.length === 0 && empty && <p className={styles.help}>{empty}</p>}
      <div className={styles.checkList}>
        {shown.map(({ id, name, fact }) => (
          <label key={id} className={styles.check}>
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={({ target }) =>
                set(target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
              }
            />
            <span className={styles.checkWords}>
              <span dir="auto">{name}</span>
              {fact && <span className={styles.help}>{fact}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
