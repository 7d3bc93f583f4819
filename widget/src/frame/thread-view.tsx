/** The scrolled thread: older pages above, the newest message in view unless the visitor reads further up. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Chat } from "./chat";
import type { Help } from "./help";
import { HelpList } from "./help-view";
import { DownIcon } from "./icons";
import { GroupView } from "./message";
import { inWords } from "./queue";
import type { Store } from "./storage";
import { dayOf } from "./text";
import { isClosed, type Row, rows } from "./thread";

/** Closer to an end than this counts as being there. */
const NEAR = 80;

interface Props {
  chat: Chat;
  store: Store;
  open: ReadonlySignal<boolean>;
  help: Help;
}

export function Thread({ chat, store, open, help }: Props) {
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useSignal(true);
  /** How far the view is from the end of the thread: what stays put when older messages come in above. */
  const fromEnd = useRef(0);
  const { visit, outbox } = store.saved.value;
  const events = chat.events.value;
  const drawn = rows(events, outbox, chat.agentRead.value);
  const typing = chat.agentTyping.value;
  const oldest = events[0]?.id;
  const newest = events.at(-1)?.id;
  const lastOwn = outbox.at(-1)?.client_id;
  const newestSeen = useRef(newest);
  if (atEnd.value) newestSeen.current = newest;
  const more = newest !== newestSeen.current;

  function toEnd(behavior: ScrollBehavior = "instant"): void {
    log.current?.scrollTo({ top: log.current.scrollHeight, behavior });
  }

  function onScroll(): void {
    const { scrollTop, scrollHeight, clientHeight } = log.current as HTMLDivElement;
    fromEnd.current = scrollHeight - scrollTop;
    atEnd.value = scrollHeight - scrollTop - clientHeight < NEAR;
    if (scrollTop < NEAR && scrollHeight > clientHeight) void chat.loadOlder();
  }

  useLayoutEffect(() => {
    if (!atEnd.peek() && log.current)
      log.current.scrollTop = log.current.scrollHeight - fromEnd.current;
  }, [oldest]);
  useLayoutEffect(() => {
    if (atEnd.peek()) toEnd();
  }, [drawn.length, events.length, outbox.length, open.value, typing, !chat.place.value]);
  useLayoutEffect(() => {
    if (lastOwn) toEnd();
  }, [lastOwn]);
  useEffect(() => {
    // Chromium and Firefox let the keyboard reach what scrolls; Safari must be told.
    (log.current as HTMLDivElement).tabIndex = 0;
    // The composer grows, the keyboard rises: the last message stays in sight.
    const watched = new ResizeObserver(() => atEnd.peek() && toEnd());
    watched.observe(log.current as HTMLDivElement);
    return () => watched.disconnect();
  }, []);

  return (
    <div class="thread">
      <div
        ref={log}
        class="log"
        role="log"
        aria-label="Conversation"
        aria-busy={!chat.loaded.value}
        onScroll={onScroll}
      >
        {chat.hasOlder.value ? (
          <button type="button" class="older" onClick={chat.loadOlder}>
            {chat.loadingOlder.value ? "Loading…" : "Show earlier messages"}
          </button>
        ) : (
          visit && (
            <p class="intro" dir="auto">
              {visit.widget.greeting}
            </p>
          )
        )}
        {chat.loaded.value && drawn.length === 0 && help.exists.value && <HelpList help={help} />}
        {drawn.map((row) => (
          <RowView key={row.key} row={row} chat={chat} />
        ))}
        {isClosed(events) && outbox.length === 0 && (
          <p class="change">Write a message to reopen it.</p>
        )}
        {chat.place.value && (
          <p class="change" role="status" data-testid="queue">
            {inWords(chat.place.value)}
          </p>
        )}
        {typing && (
          <p class="typing" data-testid="typing">
            <span class="hidden">Someone is writing…</span>
          </p>
        )}
      </div>
      {!atEnd.value && (
        <button
          type="button"
          class="jump"
          aria-label={more ? undefined : "Go to the newest message"}
          onClick={() => toEnd("smooth")}
        >
          {more && <span>New messages</span>}
          <DownIcon />
        </button>
      )}
    </div>
  );
}

function RowView({ row, chat }: { row: Row; chat: Chat }) {
  if (row.kind === "group") return <GroupView group={row} chat={chat} />;
  if (row.kind === "day") return <p class="day">{dayOf(row.at)}</p>;
  return (
    <p class="change">
      {row.status === "closed"
        ? "This conversation was closed."
        : "This conversation was reopened."}
    </p>
  );
}
