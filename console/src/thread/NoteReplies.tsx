import { CornerDownRight } from "lucide-react";
import { useState } from "react";
import type { Note } from "../api/thread-types";
import { t, tn } from "../i18n/t";
import { clockTime } from "../text/time";
import { Avatar } from "../ui/Avatar";
import { useThread } from "./context";
import { Entry } from "./Message";
import styles from "./NoteReplies.module.css";

/** How many answers a note shows before the earlier ones fold away. */
const SHOWN = 3;

/** What colleagues answered to a note. */
export function NoteReplies({ replies }: { replies: readonly Note[] }) {
  const { me } = useThread();
  const [all, setAll] = useState(false);
  const hidden = all ? 0 : Math.max(0, replies.length - SHOWN);
  return (
    <div className={styles.replies} data-testid="note-replies">
      {hidden > 0 && (
        <button type="button" className={styles.more} onClick={() => setAll(true)}>
          <CornerDownRight aria-hidden="true" />
          {tn(hidden, "Show {count} earlier answer", "Show {count} earlier answers")}
        </button>
      )}
      {replies.slice(hidden).map((reply) => {
        const { actor } = reply;
        const author = { id: actor.id ?? actor.kind, name: actor.name ?? t("A colleague") };
        return (
          <div key={reply.id} className={styles.reply}>
            <p className={styles.head}>
              <Avatar person={author} size={18} />
              <span dir="auto">{actor.id === me.id ? t("You") : author.name}</span>
              <time dateTime={reply.occurred_at}>{clockTime(reply.occurred_at)}</time>
            </p>
            <Entry entry={reply} readSeq={0} quiet={false} />
          </div>
        );
      })}
    </div>
  );
}
