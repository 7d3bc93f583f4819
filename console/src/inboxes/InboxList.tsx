import {
  AtSign,
  CircleAlert,
  Clock,
  Coffee,
  Inbox,
  PartyPopper,
  SearchX,
  Star,
} from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { useActions, useDesk } from "../app/context";
import { listPath, type Place, usePlace } from "../app/routes";
import { useNarrow } from "../app/sidebar-state";
import { m, t } from "../i18n/t";
import { EMPTY_LIST } from "../state/lists";
import { listKey, queryOf, viewOf } from "../state/queries";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { BulkBar } from "./BulkBar";
import { FilterChips } from "./FilterChips";
import styles from "./InboxList.module.css";
import { ListHeader } from "./ListHeader";
import { ListSkeleton } from "./ListSkeleton";
import { Rows } from "./Rows";
import { useListName, useListQuery } from "./useListQuery";

type Words = { icon: typeof Inbox; title: string; text: string };

const EMPTY: Record<string, Words> = {
  unassigned: {
    icon: Coffee,
    title: m("No one is waiting"),
    text: m("New messages from customers appear here the moment they arrive."),
  },
  waiting: {
    icon: Coffee,
    title: m("Nobody waits"),
    text: m("What nobody has yet in your teams appears here, also while it rings at a colleague."),
  },
  me: {
    icon: PartyPopper,
    title: m("Your inbox is empty"),
    text: m("Take a conversation from Unassigned, and it waits for you here."),
  },
  mentions: {
    icon: AtSign,
    title: m("No one needs you"),
    text: m("Conversations of others where a note mentions you appear here."),
  },
  starred: {
    icon: Star,
    title: m("Nothing starred"),
    text: m("Press S on a conversation to find it here again. Only you see your stars."),
  },
};

function wordsFor({ inbox, filter, filters, q }: Place): Words {
  if (q) {
    const title = t("Nothing here holds “{words}”", { words: q });
    return { icon: SearchX, title, text: t("Try other words, or search everywhere with Ctrl K.") };
  }
  if (Object.keys(filters).length > 0) {
    const text = t("Take a filter away to see more.");
    return { icon: SearchX, title: t("No conversation passes these filters"), text };
  }
  if (filter === "closed") {
    const text = t("Conversations that are done are kept here, ready to be reopened.");
    return { icon: Inbox, title: t("Nothing closed yet"), text };
  }
  if (filter === "snoozed") {
    const text = t("Press Z on a conversation to put it off. It comes back by itself.");
    return { icon: Clock, title: t("Nothing snoozed"), text };
  }
  const own = EMPTY[inbox];
  if (own) return { icon: own.icon, title: t(own.title), text: t(own.text) };
  const text = viewOf(inbox)
    ? t("Conversations that match this view appear here.")
    : t("Open conversations of this inbox appear here.");
  return { icon: Inbox, title: t("No conversations"), text };
}

function Nothing({ place }: { place: Place }) {
  const { icon: Icon, title, text } = wordsFor(place);
  return <EmptyState icon={<Icon />} title={title} text={text} />;
}

export function InboxList({ edge }: { edge: ReactNode }) {
  const desk = useActions();
  const { place } = usePlace();
  const name = useListName(place.inbox);
  const query = useListQuery();
  const key = listKey(query);
  const list = useDesk((state) => state.lists[key]) ?? EMPTY_LIST;
  const selecting = useDesk((state) => state.selected.length > 0);
  const ready = useDesk((state) => state.me !== null);

  useEffect(() => {
    if (ready) desk.showList(queryOf(key));
  }, [desk, ready, key]);

  // Alone on a narrow screen, it is what the page is about.
  const Pane = useNarrow() ? "main" : "section";
  const empty = list.ids.length === 0;
  const settled = list.state === "ready" || list.state === "stale";
  return (
    <Pane className={styles.list} aria-label={name} data-testid="list">
      {edge}
      <ListHeader name={name} />
      <FilterChips />
      {!empty && <Rows list={list} listKey={key} pathTo={(id) => listPath(place, id)} />}
      {empty && list.state === "loading" && <ListSkeleton />}
      {empty && settled && <Nothing place={place} />}
      {list.state === "error" && (
        <div className={empty ? styles.failed : styles.failure} role="alert">
          <EmptyState
            icon={<CircleAlert />}
            title={t("This list did not load")}
            text={list.error ?? t("Try again in a moment.")}
          >
            <Button onClick={() => desk.showList(query)}>{t("Try again")}</Button>
          </EmptyState>
        </div>
      )}
      {selecting && <BulkBar ids={list.ids} />}
    </Pane>
  );
}
