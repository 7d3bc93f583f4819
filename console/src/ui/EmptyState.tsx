import type { ReactNode } from "react";
import styles from "./EmptyState.module.css";

type Props = { icon: ReactNode; title: string; text: string; children?: ReactNode };

export function EmptyState({ icon, title, text, children }: Props) {
  return (
    <div className={styles.empty}>
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.text}>{text}</p>
      {children}
    </div>
  );
}
