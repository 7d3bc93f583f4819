import { GitMerge } from "lucide-react";
import { Link } from "wouter";
import styles from "./Preview.module.css";

/** A merged conversation is read where it went; nothing is written here any more. */
export function MergedAway({ into }: { into: { id: string; number: number } }) {
  return (
    <div className={styles.preview} role="note">
      <GitMerge aria-hidden="true" />
      <span className={styles.words}>
        This was merged into{" "}
        <Link href={`/conversations/${into.id}`}>conversation #{into.number}</Link>, where it goes
        on.
      </span>
    </div>
  );
}
