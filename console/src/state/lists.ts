/** Which conversations stand in which list, and in what order: pure rules over rows. */
import type { Conversation, InboxId } from "@switchboard/protocol";
import type { Filter } from "../api/api";

export type ListKey = `${InboxId}|${Filter}`;

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
export type Lists = Readonly<Partial<Record<ListKey, List>>>;
export type Membership = { userId: string; teamIds: readonly string[] };

export const EMPTY_LIST: List = {
  ids: [],
  cursor: null,
  state: "loading",
  error: null,
  fresh: [],
};

export function listKey(inbox: InboxId, filter: Filter): ListKey {
  return `${inbox}|${filter}`;
}

export function partsOf(key: ListKey): { inbox: InboxId; filter: Filter } {
  const [inbox, filter] = key.split("|") as [InboxId, Filter];
  return { inbox, filter };
}

export function belongs(row: Conversation, key: ListKey, { userId, teamIds }: Membership): boolean {
  const { inbox, filter } = partsOf(key);
  if (row.status !== filter) return false;
  if (inbox === "me") return row.assignees.some((person) => person.id === userId);
  if (inbox === "unassigned") return row.assignees.length === 0 && teamIds.includes(row.team_id);
  if (inbox === "all") return true;
  return inbox === `team:${row.team_id}`;
}

/** Unassigned is a queue, oldest first; every other list shows the newest first. */
function compare(inbox: InboxId, a: Conversation, b: Conversation): number {
  const oldestFirst = a.last_entry_at.localeCompare(b.last_entry_at) || a.id.localeCompare(b.id);
  return inbox === "unassigned" ? oldestFirst : -oldestFirst;
}

/** The newer of two versions of a row, keeping what only REST tells: whether it is unread. */
export function newer(held: Conversation | undefined, row: Conversation): Conversation {
  if (!held) return row;
  if (row.version < held.version) return held;
  return { ...row, unread: row.unread ?? held.unread ?? false };
}

/** Put a changed row where it belongs: in, along or out. */
export function place(
  list: List,
  key: ListKey,
  row: Conversation,
  rows: Rows,
  who: Membership,
): List {
  const { inbox } = partsOf(key);
  const others = list.ids.filter((id) => id !== row.id);
  if (!belongs(row, key, who)) {
    return others.length === list.ids.length ? list : { ...list, ids: others };
  }

  const index = others.findIndex((id) => compare(inbox, row, rows[id] as Conversation) < 0);
  const last = index === -1;
  // Beyond the loaded part lies more; the next page will bring the row in its place.
  if (last && list.cursor !== null) return { ...list, ids: others };
  const at = last ? others.length : index;
  const fresh = list.state === "ready" ? list.fresh : [...list.fresh, row.id];
  return { ...list, fresh, ids: [...others.slice(0, at), row.id, ...others.slice(at)] };
}

export function placeEverywhere(
  lists: Lists,
  row: Conversation,
  rows: Rows,
  who: Membership,
): Lists {
  const entries = Object.entries(lists) as [ListKey, List][];
  return Object.fromEntries(entries.map(([key, list]) => [key, place(list, key, row, rows, who)]));
}

/** Join a page that REST brought to what is held; a first page replaces the list. */
export function withPage(
  list: List,
  key: ListKey,
  page: { items: Conversation[]; next_cursor: string | null },
  rows: Rows,
  { first, who }: { first: boolean; who: Membership },
): List {
  const { inbox } = partsOf(key);
  const ids = new Set([...(first ? list.fresh : list.ids), ...page.items.map((row) => row.id)]);
  // A frame may have moved a row on while the page was under way.
  const current = [...ids].filter((id) => belongs(rows[id] as Conversation, key, who));
  current.sort((a, b) => compare(inbox, rows[a] as Conversation, rows[b] as Conversation));
  return { ids: current, cursor: page.next_cursor, state: "ready", error: null, fresh: [] };
}
