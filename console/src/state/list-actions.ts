/** Loading lists, their counts and the notifications. */
import type { InboxId } from "@switchboard/protocol";
import type { Filter } from "../api/api";
import { messageOf } from "../api/problem";
import type { Parts } from "./actions";
import { type Desk, membershipOf, withRows } from "./desk";
import {
  EMPTY_LIST,
  type List,
  type ListKey,
  type Lists,
  listKey,
  partsOf,
  withPage,
} from "./lists";

function withList(desk: Desk, key: ListKey, change: (list: List) => List): Desk {
  return { ...desk, lists: { ...desk.lists, [key]: change(desk.lists[key] ?? EMPTY_LIST) } };
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
    const { inbox, filter } = partsOf(key);
    try {
      const page = await api.conversations(inbox, filter, cursor);
      if (underWay.get(key) !== mine) return;
      update((desk) => {
        const next = withRows(desk, page.items);
        const how = { first: cursor === null, who: membershipOf(desk.me) };
        return withList(next, key, (list) => withPage(list, key, page, next.rows, how));
      });
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
      const { items } = await api.inboxes();
      update((desk) => ({ ...desk, inboxes: items }));
    } catch (error) {
      // Counts on screen may be old, which the connection bar tells; the first ones must come.
      if (store.getState().inboxes.length === 0)
        complain("Your inboxes could not be loaded", error);
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
      complain("The notification is still marked unread", error);
    }
  }

  return {
    refreshInboxes,
    /** Show a list: from what is held when it is kept up to date, else from the API. */
    showList(inbox: InboxId, filter: Filter) {
      shown = listKey(inbox, filter);
      const list = store.getState().lists[shown];
      if (list?.state === "ready") return;
      const key = shown;
      update((desk) => withList(desk, key, (held) => ({ ...held, state: "loading", error: null })));
      load(shown, null);
    },
    loadMore(inbox: InboxId, filter: Filter) {
      const key = listKey(inbox, filter);
      const list = store.getState().lists[key];
      if (underWay.has(key) || list?.state !== "ready") return;
      if (list.cursor !== null) load(key, list.cursor);
    },
    /** After a pause in the live connection only the list on screen is worth fetching at once. */
    refresh() {
      const key = shown;
      const kept = key && store.getState().lists[key];
      const lists: Lists = kept ? { [key]: { ...kept, state: "stale" as const } } : {};
      update((desk) => ({ ...desk, lists }));
      if (key) load(key, null);
      refreshInboxes();
    },
    async loadNotifications() {
      try {
        const { items } = await api.notifications();
        update((desk) => ({ ...desk, notifications: items }));
      } catch (error) {
        complain("Notifications could not be loaded", error);
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
