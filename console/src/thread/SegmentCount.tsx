import { count } from "../text/segments";
import styles from "./Composer.module.css";

/** How many SMS a text is, and how much more fits into the last one. */
export default function SegmentCount({ text }: { text: string }) {
  const { encoding, segments, remaining } = count(text);
  const title = `${segments} SMS, ${encoding}, ${remaining} left in the last`;
  return (
    <span className={styles.count} title={title} data-testid="segments">
      {segments} SMS · {remaining}
      <span className="visually-hidden"> characters left</span>
    </span>
  );
}
