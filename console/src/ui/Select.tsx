import { type ReactNode, type SelectHTMLAttributes, useId } from "react";
import styles from "./Select.module.css";

type Props = SelectHTMLAttributes<HTMLSelectElement> & { label: string; children: ReactNode };

/** The browser's own choice of one of a few, with its name above. */
export function Select({ label, children, ...select }: Props) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <select {...select} id={id}>
        {children}
      </select>
    </div>
  );
}
