/** Which conversations stand in which list, and in what order: pure rules over rows. */
import type { Conversation, Filters, InboxId, SavedView, Status } from "../api/types";
import { type ListId, type ListKey, type ListQuery, queryOf, viewOf } from "./queries";

/** The loaded part of one list; rows themselves live once, in `Rows`. */
export type List = {
  ids: string[];
  cursor: string | null;
  /** `stale`: shown, but something may have been missed. */
  state: "loading" | "ready" | "stale" | "error";
  error: string | null;
  /** Rows that came by while a first page was under way, and that it may not know of. */
  fresh: string[];
};

export type Rows = Readonly<Record<string, Conversation>>;
export type Lists = Readonly<Record<ListKey, List>>;
export type Membership = {
  userId: string;
  teamIds: readonly string[];
  views: readonly SavedView[];
};

export const EMPTY_LIST: List = {
  ids: [],
  cursor: null,
  state: "loading",
  error: null,
  fresh: [],
};

const RANKS = { urgent: 0, high: 1, medium: 2, low: 3 };

export function isMine(row: Conversation, userId: string): boolean {
  return row.assignees.some((person) => person.id === userId);
}

function hasStatus(row: Conversation, status: Status): boolean {
  // What went into another conversation is found there.
  if (row.merged_into) return false;
  if (status === "any") return row.status === "open" || row.status === "closed";
  if (status === "closed") return row.status === "closed";
  return row.status === "open" && (row.snooze !== null) === (status === "snoozed");
}

type Inbox = InboxId | "waiting";

function inInbox(row: Conversation, inbox: Inbox, { userId, teamIds }: Membership): boolean {
  switch (inbox) {
    case "me":
      return isMine(row, userId);
    case "waiting":
    case "unassigned":
      return row.assignees.length === 0 && teamIds.includes(row.team_id);
    case "mentions":
      return row.mentioned === true && !isMine(row, userId);
    case "starred":
      return row.starred === true;
    case "all":
      return true;
    default:
      return inbox === `team:${row.team_id}`;
  }
}

function passes(row: Conversation, filters: Filters): boolean {
  const { team, channel, label, priority, important, assignee } = filters;
  return (
    (!team || row.team_id === team) &&
    (!channel || row.channel.id === channel) &&
    (!label || row.labels.includes(label) || (row.private_labels ?? []).includes(label)) &&
    (!priority || row.priority === priority) &&
    (!important || row.important) &&
    (!assignee || isMine(row, assignee))
  );
}

/** A view narrows what its list shows; the address may narrow it further. */
function ofView(view: SavedView | undefined, query: ListQuery): Omit<ListQuery, "sort" | "q">[] {
  if (!view) return [];
  const { inbox, status, ...given } = view.filter;
  const inside = { inbox: (inbox ?? "all") as ListId, status: status ?? query.status };
  const set = Object.entries(given).filter(([, value]) => value !== null);
  const filters: Filters = Object.fromEntries(set);
  return [
    { ...inside, filters },
    { ...inside, filters: query.filters },
  ];
}

export function belongs(row: Conversation, query: ListQuery, who: Membership): boolean {
  const view = viewOf(query.inbox);
  if (view === null) {
    return (
      hasStatus(row, query.status) &&
      inInbox(row, query.inbox as Inbox, who) &&
      passes(row, query.filters)
    );
  }
  const parts = ofView(
    who.views.find((each) => each.id === view),
    query,
  );
  return parts.length > 0 && parts.every((part) => belongs(row, { ...query, ...part, q: "" }, who));
}

/** Times and ids are compared as they are written, which is what their formats are made for. */
const descending = (a: string, b: string) => (a < b ? 1 : a > b ? -1 : 0);

function newestFirst(a: Conversation, b: Conversation): number {
  return descending(a.last_entry_at, b.last_entry_at) || descending(a.id, b.id);
}

/** Since when somebody waits for an agent. */
export const waitsSince = (row: Conversation) => row.waiting_since ?? row.created_at;

export function compare(query: ListQuery, a: Conversation, b: Conversation): number {
  if (query.inbox === "waiting") {
    return descending(waitsSince(b), waitsSince(a)) || descending(b.id, a.id);
  }
  switch (query.sort) {
    case "oldest":
      return newestFirst(b, a);
    case "created":
      return descending(a.created_at, b.created_at) || descending(a.id, b.id);
    case "priority": {
      const rank = (row: Conversation) => (row.priority ? RANKS[row.priority] : 4);
      return rank(a) - rank(b) || newestFirst(a, b);
    }
    default:
      return newestFirst(a, b);
  }
}

/** The newer of two versions of a row, keeping what only REST tells: what is the caller's own. */
export function newer(held: Conversation | undefined, row: Conversation): Conversation {
  if (held && row.version < held.version) return held;
  return {
    ...row,
    unread: row.unread ?? held?.unread ?? false,
    starred: row.starred ?? held?.starred ?? false,
    mentioned: row.mentioned ?? held?.mentioned ?? false,
    private_labels: row.private_labels ?? held?.private_labels ?? [],
    read_seq: row.read_seq ?? held?.read_seq ?? 0,
  };
}

const without = (list: List, id: string): List =>
  list.ids.includes(id) ? { ...list, ids: list.ids.filter((each) => each !== id) } : list;

/** Put a changed row where it belongs: in, along or out. */
export function place(
  list: List,
  query: ListQuery,
  row: Conversation,
  rows: Rows,
  who: Membership,
): List {
  if (!belongs(row, query, who)) return without(list, row.id);
  // Only the server knows which rows hold the words, so none of its own accord comes in.
  if (query.q && !list.ids.includes(row.id)) return list;

  const others = list.ids.filter((id) => id !== row.id);
  const index = others.findIndex((id) => compare(query, row, rows[id] as Conversation) < 0);
  const last = index === -1;
  // Beyond the loaded part lies more; the next page will bring the row in its place.
  if (last && list.cursor !== null) return { ...list, ids: others };
  const at = last ? others.length : index;
  const fresh = list.state === "ready" ? list.fresh : [...list.fresh, row.id];
  return { ...list, fresh, ids: [...others.slice(0, at), row.id, ...others.slice(at)] };
}

function inEach(lists: Lists, change: (list: List, query: ListQuery) => List): Lists {
  const entries = Object.entries(lists) as [ListKey, List][];
  return Object.fromEntries(
    entries.map(([key, list]) => [key, change(list, queryOf(key))]),
  ) as Lists;
}

export function placeEverywhere(
  lists: Lists,
  row: Conversation,
  rows: Rows,
  who: Membership,
): Lists {
  return inEach(lists, (list, query) => place(list, query, row, rows, who));
}

/** A conversation that is gone, or no longer the caller's to see. */
export function removeEverywhere(lists: Lists, id: string): Lists {
  return inEach(lists, (list) => without(list, id));
}

/** Join a page that REST brought to what is held; a first page replaces the list. */
export function withPage(
  list: List,
  query: ListQuery,
  page: { items: Conversation[]; next_cursor: string | null },
  rows: Rows,
  { first, who }: { first: boolean; who: Membership },
): List {
  const ids = new Set([...(first ? list.fresh : list.ids), ...page.items.map((row) => row.id)]);
  // A frame may have moved a row on, or away, while the page was under way.
  const current = [...ids].filter((id) => rows[id] && belongs(rows[id], query, who));
  current.sort((a, b) => compare(query, rows[a] as Conversation, rows[b] as Conversation));
  return { ids: current, cursor: page.next_cursor, state: "ready", error: null, fresh: [] };
}
