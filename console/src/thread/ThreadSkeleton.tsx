import { t } from "../i18n/t";
import styles from "./ThreadSkeleton.module.css";

export function ThreadSkeleton() {
  return (
    <div className={styles.skeleton} role="status" aria-label={t("Loading messages")}>
      <span />
      <span />
      <span />
      <span />
    </div>
  );
}
