import { X } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { t } from "../../../i18n/t";
import field from "../../../ui/Field.module.css";
import styles from "./parts.module.css";

type Props = {
  label: string;
  help?: string;
  placeholder: string;
  values: readonly string[];
  set: (values: string[]) => void;
  maxLength?: number;
};

/** Several short texts: Enter or a comma ends one, Backspace takes the last one back. */
export function ChipsField({ label, help, placeholder, values, set, maxLength = 60 }: Props) {
  const id = useId();
  const [text, setText] = useState("");

  function add() {
    const fresh = text
      .split(",")
      .map((each) => each.trim())
      .filter((each) => each && !values.includes(each));
    if (fresh.length > 0) set([...values, ...new Set(fresh)]);
    setText("");
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" || event.key === ",") {
      event.preventDefault();
      add();
    } else if (event.key === "Backspace" && text === "") {
      set(values.slice(0, -1));
    }
  }

  return (
    <div className={field.field}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.chipsBox}>
        {values.map((value) => (
          <span key={value} className={styles.chip}>
            <span dir="auto">{value}</span>
            <button
              type="button"
              aria-label={t("Remove {name}", { name: value })}
              onClick={() => set(values.filter((each) => each !== value))}
            >
              <X aria-hidden="true" />
            </button>
          </span>
        ))}
        <input
          id={id}
          dir="auto"
          value={text}
          maxLength={maxLength}
          placeholder={values.length === 0 ? placeholder : ""}
          aria-describedby={help ? `${id}-help` : undefined}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={add}
        />
      </div>
      {help && (
        <p id={`${id}-help`} className={field.help}>
          {help}
        </p>
      )}
    </div>
  );
}
