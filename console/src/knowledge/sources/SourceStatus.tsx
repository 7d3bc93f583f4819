import type { Source } from "@switchboard/protocol";
import { shareDone, told } from "./health";
import styles from "./sources.module.css";

/** A dot and words; the dot breathes while it is being read. */
export function SourceStatus({ source }: { source: Source }) {
  const { tone, title } = told(source);
  return (
    <span className={styles.status} data-tone={tone}>
      <span className={styles.dot} aria-hidden="true" />
      {title}
    </span>
  );
}

export function SourceProgress({ source }: { source: Source }) {
  const { text } = told(source);
  const share = shareDone(source);
  if (source.status !== "gathering") return null;
  return (
    <progress
      className={styles.progress}
      aria-label={text}
      max={1}
      {...(share === null ? {} : { value: share })}
    />
  );
}
