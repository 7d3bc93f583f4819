import styles from "./channels.module.css";
import type { Told } from "./health";

/** A dot and words; the dot breathes while something is waited for. */
export function Status({ told }: { told: Told }) {
  return (
    <span className={styles.status} data-tone={told.tone}>
      <span className={styles.dot} aria-hidden="true" />
      {told.title}
    </span>
  );
}
