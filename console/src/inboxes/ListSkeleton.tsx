import { t } from "../i18n/t";
import styles from "./ListSkeleton.module.css";

const ROWS = ["a", "b", "c", "d", "e", "f", "g"];

/** The shape of what is coming. It fades in, so that a quick answer never flashes it. */
export function ListSkeleton() {
  return (
    <div className={styles.skeleton} role="status" aria-label={t("Loading conversations")}>
      {ROWS.map((row) => (
        <div key={row} className={styles.row}>
          <span className={styles.avatar} />
          <span className={styles.lines}>
            <span />
            <span />
          </span>
        </div>
      ))}
    </div>
  );
}
