import { X } from "lucide-react";
import { t } from "../../../i18n/t";
import styles from "./parts.module.css";

type Props = {
  values: readonly string[];
  nameOf: (value: string) => string;
  remove: (value: string) => void;
};

/** What was chosen, each with its own way off. */
export function Chips({ values, nameOf, remove }: Props) {
  if (values.length === 0) return null;
  return (
    <ul className={styles.chips}>
      {values.map((value) => (
        <li key={value} className={styles.chip}>
          <span dir="auto">{nameOf(value)}</span>
          <button
            type="button"
            aria-label={t("Remove {name}", { name: nameOf(value) })}
            onClick={() => remove(value)}
          >
            <X aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}
