import { tn } from "../i18n/t";
import { count } from "../text/segments";
import styles from "./Composer.module.css";

/** How many SMS a text is, and how much more fits into the last one. */
export default function SegmentCount({ text }: { text: string }) {
  const { encoding, segments, remaining } = count(text);
  const title = tn(
    segments,
    "{count} SMS, {encoding}, {remaining} left in the last",
    "{count} SMS, {encoding}, {remaining} left in the last",
    { encoding, remaining },
  );
  return (
    <span className={styles.count} title={title} data-testid="segments">
      {tn(segments, "{count} SMS", "{count} SMS")} · <span aria-hidden="true">{remaining}</span>
      <span className="visually-hidden">
        {tn(remaining, "{count} character left", "{count} characters left")}
      </span>
    </span>
  );
}
