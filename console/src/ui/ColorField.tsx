import { useId } from "react";
import styles from "../commands/pickers.module.css";
import { t } from "../i18n/t";
import { LABEL_COLORS } from "./label-colors";

/** One colour of a few, by name for who can't tell them apart. */
export function ColorField({ value, set }: { value: string; set: (color: string) => void }) {
  const name = useId();
  return (
    <fieldset className={styles.colors}>
      <legend className="visually-hidden">{t("Colour")}</legend>
      {LABEL_COLORS.map((each) => (
        <label
          key={each.color}
          className={styles.color}
          style={{ background: each.color }}
          title={t(each.name)}
        >
          <input
            type="radio"
            name={name}
            aria-label={t(each.name)}
            checked={value === each.color}
            onChange={() => set(each.color)}
          />
        </label>
      ))}
    </fieldset>
  );
}
