import type { Conversation } from "@switchboard/protocol";
import { ArrowDown } from "lucide-react";
import { useMemo, useRef } from "react";
import { useActions } from "../app/context";
import { lastSeq, type Thread } from "../state/thread";
import { absoluteTime, dayName } from "../text/time";
import { Button } from "../ui/Button";
import { useNow } from "../ui/RelativeTime";
import { threadItems } from "./items";
import { MessageGroup } from "./MessageGroup";
import { PendingMessage } from "./PendingMessage";
import { ThreadSkeleton } from "./ThreadSkeleton";
import styles from "./Timeline.module.css";
import { useStayAtEnd } from "./useStayAtEnd";

type Props = { row: Conversation; thread: Thread; meId: string };

export function Timeline({ row, thread, meId }: Props) {
  const desk = useActions();
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const items = useMemo(() => threadItems(thread.events, meId), [thread.events, meId]);
  const { newsBelow, toEnd, onScroll } = useStayAtEnd(scroller, content, {
    first: thread.events[0]?.id,
    last: lastSeq(thread),
    own: thread.pending.at(-1)?.client_id,
  });
  const waiting = thread.state === "loading" && thread.events.length === 0;

  return (
    <div className={styles.frame}>
      <section
        ref={scroller}
        className={styles.scroller}
        aria-label={`Messages with ${row.contact.name}`}
        data-testid="timeline"
        onScroll={(event) => {
          onScroll();
          if (event.currentTarget.scrollTop < 160) desk.loadOlder(row.id);
        }}
      >
        <div ref={content} className={styles.content}>
          {waiting && <ThreadSkeleton />}
          {thread.olderCursor && (
            <Button
              tone="ghost"
              className={styles.older}
              disabled={thread.loadingOlder}
              onClick={() => desk.loadOlder(row.id)}
            >
              {thread.loadingOlder ? "Loading…" : "Earlier messages"}
            </Button>
          )}
          {items.map((item) => {
            if (item.kind === "day") {
              return (
                <h3 key={item.key} className={styles.day}>
                  {dayName(item.iso, now)}
                </h3>
              );
            }
            if (item.kind === "line") {
              return (
                <p key={item.key} className={styles.line} title={absoluteTime(item.iso)}>
                  {item.text}
                </p>
              );
            }
            return <MessageGroup key={item.key} group={item} contact={row.contact} meId={meId} />;
          })}
          {thread.pending.map((pending) => (
            <PendingMessage key={pending.client_id} id={row.id} pending={pending} />
          ))}
        </div>
      </section>
      {newsBelow && (
        <Button className={styles.pill} icon={<ArrowDown />} onClick={toEnd}>
          New messages
        </Button>
      )}
    </div>
  );
}
