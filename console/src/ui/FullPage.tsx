import type { ReactNode } from "react";
import styles from "./FullPage.module.css";
import { Logo } from "./Logo";

/** One card in the middle of an otherwise empty page: signing in, and failures of the whole. */
export function FullPage({
  title,
  text,
  children,
}: {
  title: string;
  text?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Logo size={40} />
        <h1 className={styles.title}>{title}</h1>
        {text && <p className={styles.text}>{text}</p>}
        {children}
      </div>
    </main>
  );
}
