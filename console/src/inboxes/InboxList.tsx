import type { InboxId } from "@switchboard/protocol";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowLeft, CircleAlert, Coffee, Inbox, PartyPopper } from "lucide-react";
import { useEffect, useRef } from "react";
import { Link } from "wouter";
import type { Filter } from "../api/api";
import { useActions, useDesk } from "../app/context";
import { pathOf, usePlace } from "../app/routes";
import { EMPTY_LIST, listKey } from "../state/lists";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { ConversationRow } from "./ConversationRow";
import styles from "./InboxList.module.css";
import { ListSkeleton } from "./ListSkeleton";

const ROW_HEIGHT = 72;

function Nothing({ inbox, filter }: { inbox: InboxId; filter: Filter }) {
  if (filter === "closed") {
    const text = "Conversations that are done are kept here, ready to be reopened.";
    return <EmptyState icon={<Inbox />} title="Nothing closed yet" text={text} />;
  }
  if (inbox === "unassigned") {
    const text = "New messages from customers appear here the moment they arrive.";
    return <EmptyState icon={<Coffee />} title="No one is waiting" text={text} />;
  }
  if (inbox === "me") {
    const text = "Take a conversation from Unassigned, and it waits for you here.";
    return <EmptyState icon={<PartyPopper />} title="Your inbox is empty" text={text} />;
  }
  const text = "Open conversations of this inbox appear here.";
  return <EmptyState icon={<Inbox />} title="No open conversations" text={text} />;
}

function useName(inbox: InboxId): string {
  const known = useDesk((desk) => desk.inboxes.find((each) => each.id === inbox)?.name);
  const own = { me: "My inbox", unassigned: "Unassigned", all: "All conversations" };
  return known ?? own[inbox as keyof typeof own] ?? "Team";
}

function Rows({ ids, more }: { ids: string[]; more: () => void }) {
  const { place } = usePlace();
  const rows = useDesk((desk) => desk.rows);
  const meId = useDesk((desk) => desk.me?.id ?? "");
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => ids[index] as string,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (lastShown >= ids.length - 10) more();
  }, [lastShown, ids.length, more]);

  return (
    <div ref={scroller} className={styles.scroller}>
      <ul
        className={styles.rows}
        style={{ height: virtual.getTotalSize() }}
        aria-label="Conversations"
      >
        {items.map(({ key, index, start }) => {
          const row = rows[ids[index] as string];
          if (!row) return null;
          return (
            <li
              key={key}
              className={styles.slot}
              style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
              aria-setsize={ids.length}
              aria-posinset={index + 1}
            >
              <ConversationRow
                row={row}
                meId={meId}
                href={pathOf(place.inbox, place.filter, row.id)}
                current={row.id === place.conversationId}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

export function InboxList() {
  const desk = useActions();
  const { place } = usePlace();
  const { inbox, filter } = place;
  const list = useDesk((state) => state.lists[listKey(inbox, filter)]) ?? EMPTY_LIST;
  const name = useName(inbox);
  const more = useRef(() => desk.loadMore(inbox, filter));
  more.current = () => desk.loadMore(inbox, filter);
  const askMore = useRef(() => more.current()).current;

  return (
    <section className={styles.list} aria-label={name}>
      <header className={styles.header}>
        <Link href="/" className={styles.back} aria-label="Inboxes">
          <ArrowLeft aria-hidden="true" />
        </Link>
        <h1 className={styles.title}>{name}</h1>
        <nav className={styles.filter} aria-label="Status">
          {(["open", "closed"] as const).map((each) => (
            <Link
              key={each}
              href={pathOf(inbox, each)}
              aria-current={filter === each ? "page" : undefined}
            >
              {each === "open" ? "Open" : "Closed"}
            </Link>
          ))}
        </nav>
      </header>
      {list.ids.length > 0 && <Rows ids={list.ids} more={askMore} />}
      {list.ids.length === 0 && list.state === "loading" && <ListSkeleton />}
      {list.ids.length === 0 && (list.state === "ready" || list.state === "stale") && (
        <Nothing inbox={inbox} filter={filter} />
      )}
      {list.state === "error" && (
        <div className={list.ids.length > 0 ? styles.failure : styles.failed} role="alert">
          <EmptyState
            icon={<CircleAlert />}
            title="This list did not load"
            text={list.error ?? "Try again in a moment."}
          >
            <Button onClick={() => desk.showList(inbox, filter)}>Try again</Button>
          </EmptyState>
        </div>
      )}
    </section>
  );
}
