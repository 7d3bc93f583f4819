import { GitMerge } from "lucide-react";
import { Link } from "wouter";
import { t } from "../i18n/t";
import { tx } from "../i18n/tx";
import styles from "./Preview.module.css";

/** A merged conversation is read where it went; nothing is written here any more. */
export function MergedAway({ into }: { into: { id: string; number: number } }) {
  return (
    <div className={styles.preview} role="note">
      <GitMerge aria-hidden="true" />
      <span className={styles.words}>
        {tx("This was merged into {conversation}, where it goes on.", {
          conversation: (
            <Link href={`/conversations/${into.id}`}>
              {t("conversation #{number}", { number: into.number })}
            </Link>
          ),
        })}
      </span>
    </div>
  );
}
