import { type TextareaHTMLAttributes, useId } from "react";
import styles from "./Select.module.css";

type Props = TextareaHTMLAttributes<HTMLTextAreaElement> & { label: string };

export function TextArea({ label, ...area }: Props) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <textarea dir="auto" {...area} id={id} />
    </div>
  );
}
