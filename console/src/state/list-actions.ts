/** Loading lists, their counts and the notifications. */
import { messageOf } from "../api/problem";
import { t } from "../i18n/t";
import type { Parts } from "./actions";
import { type Desk, membershipOf, withRows } from "./desk";
import { EMPTY_LIST, type List, type Lists, withPage } from "./lists";
import { type ListKey, type ListQuery, listKey, queryOf } from "./queries";

/** Pages of a filtered list may be short; so many of them are asked for before a pause. */
const PAGES_IN_A_ROW = 5;
/** Enough to fill a tall screen. */
const ENOUGH = 20;
/** Lists that were left stay up to date, but not for ever. */
const MOST_LISTS = 12;

function withList(desk: Desk, key: ListKey, change: (list: List) => List): Desk {
  return { ...desk, lists: { ...desk.lists, [key]: change(desk.lists[key] ?? EMPTY_LIST) } };
}

/** The lists used last, of which this one is the newest. */
function withRoom(lists: Lists, key: ListKey): Lists {
  const { [key]: list, ...others } = lists;
  const kept = Object.entries(others).slice(-(MOST_LISTS - 1)) as [ListKey, List][];
  return Object.fromEntries([...kept, [key, list ?? EMPTY_LIST]]) as Lists;
}

export function createListActions(
  { api, store, update, complain }: Parts,
  /** A page may be older than what the agent has read since. */
  onRows: () => void,
) {
  let shown: ListKey | null = null;
  // The newest request for a list wins; an answer that was overtaken is dropped.
  const underWay = new Map<ListKey, symbol>();

  async function load(key: ListKey, cursor: string | null) {
    const mine = Symbol(key);
    underWay.set(key, mine);
    const query = queryOf(key);
    let next = cursor;
    let first = cursor === null;
    const had = first ? 0 : (store.getState().lists[key]?.ids.length ?? 0);
    try {
      for (let pages = 0; pages < PAGES_IN_A_ROW; pages += 1) {
        const page = await api.conversations(query, next);
        if (underWay.get(key) !== mine) return;
        const how = { first };
        update((desk) => {
          const held = withRows(desk, page.items);
          const who = membershipOf(held);
          return withList(held, key, (list) =>
            withPage(list, query, page, held.rows, { ...how, who }),
          );
        });
        first = false;
        next = page.next_cursor;
        const count = store.getState().lists[key]?.ids.length ?? 0;
        if (next === null || count - had >= ENOUGH || shown !== key) break;
      }
      onRows();
    } catch (error) {
      if (underWay.get(key) !== mine) return;
      const failed = { state: "error" as const, error: messageOf(error) };
      update((desk) => withList(desk, key, (list) => ({ ...list, ...failed })));
    }
    underWay.delete(key);
  }

  async function refreshInboxes() {
    try {
      const { items, badge, waiting } = await api.inboxes();
      update((desk) => ({ ...desk, inboxes: items, badge, waiting }));
    } catch (error) {
      // Counts on screen may be old, which the connection bar tells; the first ones must come.
      if (store.getState().inboxes.length === 0)
        complain(t("Your inboxes could not be loaded"), error);
    }
  }

  async function readNotification(id: string) {
    const read_at = new Date().toISOString();
    update((desk) => ({
      ...desk,
      notifications: desk.notifications.map((each) =>
        each.id === id ? { ...each, read_at } : each,
      ),
    }));
    try {
      await api.readNotification(id);
    } catch (error) {
      complain(t("The notification is still marked unread"), error);
    }
  }

  return {
    refreshInboxes,
    /** Show a list: from what is held when it is kept up to date, else from the API. */
    showList(query: ListQuery) {
      const key = listKey(query);
      shown = key;
      const state = store.getState().lists[key]?.state;
      update((desk) => ({ ...desk, selected: [], lists: withRoom(desk.lists, key) }));
      if (state === "ready") return;
      update((desk) => withList(desk, key, (held) => ({ ...held, state: "loading", error: null })));
      load(key, null);
    },
    loadMore(key: ListKey) {
      const list = store.getState().lists[key];
      if (underWay.has(key) || list?.state !== "ready") return;
      if (list.cursor !== null) load(key, list.cursor);
    },
    /** After a pause in the live connection only the list on screen is worth fetching at once. */
    refresh() {
      const key = shown;
      const kept = key && store.getState().lists[key];
      // What was not loaded yet has nothing to show meanwhile.
      const state = kept?.state === "ready" ? ("stale" as const) : ("loading" as const);
      const lists: Lists = kept ? { [key]: { ...kept, state } } : {};
      update((desk) => ({ ...desk, lists }));
      if (key) load(key, null);
      refreshInboxes();
    },
    async loadNotifications() {
      try {
        const { items } = await api.notifications();
        update((desk) => ({ ...desk, notifications: items }));
      } catch (error) {
        complain(t("Notifications could not be loaded"), error);
      }
    },
    readNotification,
    /** Whoever opens a conversation has heard of it. */
    readNotificationsOf(conversationId: string) {
      for (const each of store.getState().notifications) {
        if (each.conversation_id === conversationId && !each.read_at) readNotification(each.id);
      }
    },
  };
}
