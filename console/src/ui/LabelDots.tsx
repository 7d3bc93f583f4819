import type { Label } from "../api/types";
import { t } from "../i18n/t";
import styles from "./LabelDots.module.css";

/** Labels as dots, with their names to hover and to hear. */
export function LabelDots({ labels }: { labels: readonly Label[] }) {
  if (labels.length === 0) return null;
  const names = labels.map((label) => label.name).join(", ");
  return (
    <span className={styles.dots} title={names}>
      <span className="visually-hidden">{t("Labels: {names}", { names })}</span>
      {labels.slice(0, 5).map((label) => (
        <span
          key={label.id}
          className={styles.dot}
          style={{ background: label.color }}
          aria-hidden="true"
        />
      ))}
      {labels.length > 5 && <span aria-hidden="true">+{labels.length - 5}</span>}
    </span>
  );
}

export function LabelDot({ color }: { color: string }) {
  return <span className={styles.dot} style={{ background: color }} aria-hidden="true" />;
}
