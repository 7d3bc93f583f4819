import { type ReactNode, useId } from "react";
import styles from "../ai.module.css";

type Props = { title: string; text?: string; children: ReactNode };

export function Section({ title, text, children }: Props) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {text && <p>{text}</p>}
      </header>
      {children}
    </section>
  );
}
