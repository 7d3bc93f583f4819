import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./admin.module.css";

type Props = { title: string; told: string; open?: boolean; children: ReactNode };

/** A part of a long form: folded, it says in one sentence what it does now. */
export function Fold({ title, told, open, children }: Props) {
  return (
    <details className={styles.fold} open={open}>
      <summary>
        <span className={styles.foldWords}>
          <span className={styles.foldTitle}>{title}</span>
          <span className={styles.foldTold} dir="auto">
            {told}
          </span>
        </span>
        <ChevronDown aria-hidden="true" className={styles.foldSign} />
      </summary>
      <div className={styles.foldBody}>{children}</div>
    </details>
  );
}
