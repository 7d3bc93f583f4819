import { ArrowDown, CornerDownRight, LoaderCircle } from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Conversation, Me } from "../api/types";
import { useActions } from "../app/context";
import { t } from "../i18n/t";
import { olderOf, type Thread } from "../state/thread";
import { absoluteTime, dayName } from "../text/time";
import { Button } from "../ui/Button";
import { useNow } from "../ui/RelativeTime";
import { type EntryDialog, ThreadContext } from "./context";
import { BEGINNING, type Item, threadItems } from "./items";
import { Message } from "./Message";
import { PendingMessage } from "./PendingMessage";
import { ThreadSkeleton } from "./ThreadSkeleton";
import styles from "./Timeline.module.css";
import { Typists } from "./Typists";
import { TOP_PX, useThreadScroll } from "./useThreadScroll";

const EntryDialogs = lazy(() => import("./EntryDialogs"));

const HIGHLIGHT_MS = 2400;

type Props = { row: Conversation; thread: Thread; me: Me };

function indexOf(items: readonly Item[], found: (id: string, seq: number) => boolean): number {
  return items.findIndex(
    (item) =>
      item.kind === "written" &&
      [item.entry, ...item.replies].some((entry) => found(entry.id, entry.seq)),
  );
}

function Row({ item, now, readSeq }: { item: Item; now: number; readSeq: number }) {
  switch (item.kind) {
    case "day":
      return <h2 className={styles.day}>{dayName(item.iso, now)}</h2>;
    case "line":
      return (
        <p className={styles.line} title={absoluteTime(item.iso)} dir="auto">
          {item.text}
        </p>
      );
    case "news":
      return <p className={styles.news}>{t("New messages")}</p>;
    case "chapter":
      return (
        <h2 className={styles.chapter}>
          {item.key === BEGINNING
            ? t("This conversation")
            : item.number === null
              ? t("Earlier conversation")
              : t("Earlier conversation #{number}", { number: item.number })}
          <span>{dayName(item.iso, now)}</span>
        </h2>
      );
    case "written":
      return <Message item={item} readSeq={readSeq} />;
    case "pending":
      return <PendingMessage pending={item.pending} starts={item.starts} />;
    default:
      return null;
  }
}

export function Timeline({ row, thread, me }: Props) {
  const desk = useActions();
  const now = useNow();
  const scroller = useRef<HTMLElement>(null);
  const [dialog, setDialog] = useState<EntryDialog | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const [lit, setLit] = useState<number | null>(null);
  const { id, customer_read_seq } = row;
  const { events, chapters, pending, newsAfter, olderCursor, detached } = thread;
  const items = useMemo(
    () =>
      threadItems(
        { events, chapters, pending, newsAfter, olderCursor },
        { meId: me.id, conversationId: id, readSeq: customer_read_seq },
      ),
    [events, chapters, pending, newsAfter, olderCursor, me.id, id, customer_read_seq],
  );

  const { target: aimed } = thread;
  const aimedIndex = aimed ? indexOf(items, (_, seq) => seq === aimed.seq) : -1;
  const older = olderOf(thread);
  const { virtual, rows, newsBelow, toEnd, onScroll } = useThreadScroll(scroller, {
    items,
    own: pending.at(-1)?.client_id,
    target: aimed && aimedIndex >= 0 ? { index: aimedIndex, turn: aimed.turn } : null,
    detached,
    // Earlier conversations come when they are asked for; the rest of this one by itself.
    loadOlder: () => older && !("earlier" in older) && desk.loadOlder(id),
    loadNewer: () => desk.loadNewer(id),
    seeEnd: (inView) => desk.seeEnd(id, inView),
  });

  const turn = aimedIndex >= 0 ? aimed?.turn : undefined;
  useEffect(() => {
    if (turn === undefined) return;
    setLit(turn);
    const timer = setTimeout(() => setLit(null), HIGHLIGHT_MS);
    return () => clearTimeout(timer);
  }, [turn]);

  const jumpTo = useCallback(
    (entryId: string) => {
      const held = [...chapters.flatMap((each) => each.events), ...events];
      const entry = held.find((event) => event.id === entryId);
      if (entry?.conversation_id === id) desk.jump(id, entry.seq);
      else if (entry) virtual.scrollToIndex(indexOf(items, (each) => each === entryId));
    },
    [chapters, events, items, id, desk, virtual],
  );

  const view = useMemo(
    () => ({ row, me, show: setDialog, editing, setEditing, jumpTo }),
    [row, me, editing, jumpTo],
  );
  const waiting = thread.state === "loading" && events.length === 0;

  return (
    <ThreadContext value={view}>
      <div className={styles.frame}>
        <section
          ref={scroller}
          className={styles.scroller}
          aria-label={t("Messages with {name}", { name: row.contact.name })}
          data-testid="timeline"
          onScroll={onScroll}
        >
          <div className={styles.content}>
            {waiting && <ThreadSkeleton />}
            <div className={styles.top}>
              {older && "earlier" in older && !thread.loadingOlder && (
                <Button tone="ghost" data-testid="load-older" onClick={() => desk.loadOlder(id)}>
                  {t("Load older conversations")}
                </Button>
              )}
              {thread.loadingOlder && (
                <LoaderCircle
                  className={styles.spinner}
                  role="status"
                  aria-label={t("Loading older messages")}
                />
              )}
            </div>
            <div className={styles.rows} style={{ height: virtual.getTotalSize() }}>
              {rows.map(({ key, index, start }) => {
                const item = items[index] as Item;
                return (
                  <div
                    key={key}
                    ref={virtual.measureElement}
                    className={styles.row}
                    data-index={index}
                    data-lit={lit !== null && index === aimedIndex}
                    style={{ top: start - TOP_PX }}
                  >
                    {item.kind === "answer" ? (
                      <p className={styles.line}>
                        <button
                          type="button"
                          className={styles.answer}
                          onClick={() => jumpTo(item.noteId)}
                        >
                          <CornerDownRight aria-hidden="true" />
                          {item.name === null
                            ? t("You answered a note")
                            : t("{name} answered a note", { name: item.name })}
                        </button>
                      </p>
                    ) : (
                      <Row item={item} now={now} readSeq={customer_read_seq} />
                    )}
                  </div>
                );
              })}
            </div>
          </div>
        </section>
        <Typists row={row} />
        {(newsBelow || detached) && (
          <Button
            className={styles.pill}
            icon={<ArrowDown />}
            onClick={() => (detached ? desk.toLatest(id).then(toEnd) : toEnd())}
          >
            {detached ? t("Newest messages") : t("New messages")}
          </Button>
        )}
      </div>
      {dialog && (
        <Suspense>
          <EntryDialogs
            key={`${dialog.kind}-${dialog.entry.id}`}
            dialog={dialog}
            close={() => setDialog((shown) => (shown === dialog ? null : shown))}
          />
        </Suspense>
      )}
    </ThreadContext>
  );
}
