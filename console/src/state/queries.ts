/** What a list shows: an inbox or a saved view, narrowed by filters, in an order. */
import type { Filters, InboxId, SavedView, Sort, Status } from "../api/types";

/** `waiting`: what anybody in the agent's teams may take, whoever it rings at. */
export type ListId = InboxId | "waiting" | `view:${string}`;

export type ListQuery = {
  inbox: ListId;
  status: Status;
  filters: Filters;
  /** Words to search for inside the list. */
  q: string;
  sort: Sort;
};

/** A query as one string: two queries that show the same have the same key. */
export type ListKey = string & { readonly key: unique symbol };

const FILTERS = ["team", "channel", "label", "priority", "important", "assignee"] as const;
const SORTS: readonly Sort[] = ["newest", "oldest", "created", "priority"];

export const viewOf = (inbox: ListId): string | null =>
  inbox.startsWith("view:") ? inbox.slice("view:".length) : null;

/** The filters that are set, as the query of an address or of a request. */
export function filterPairs(filters: Filters): [string, string][] {
  return FILTERS.flatMap((name): [string, string][] => {
    const value = filters[name];
    return value === undefined || value === false ? [] : [[name, String(value)]];
  });
}

export function filtersFrom(search: URLSearchParams): Filters {
  const given = FILTERS.map((name) => [name, search.get(name)] as const).filter(
    ([, value]) => value,
  );
  const { important, ...rest } = Object.fromEntries(given) as Record<string, string>;
  return { ...rest, ...(important === "true" ? { important: true } : {}) } as Filters;
}

export function listKey({ inbox, status, filters, q, sort }: ListQuery): ListKey {
  const pairs = [["inbox", inbox], ["status", status], ["sort", sort], ...filterPairs(filters)];
  if (q) pairs.push(["q", q]);
  return new URLSearchParams(pairs as [string, string][]).toString() as ListKey;
}

export function queryOf(key: ListKey): ListQuery {
  const search = new URLSearchParams(key);
  return {
    inbox: search.get("inbox") as ListId,
    status: search.get("status") as Status,
    sort: search.get("sort") as Sort,
    filters: filtersFrom(search),
    q: search.get("q") ?? "",
  };
}

/** Unassigned is a queue, so whoever waits longest comes first; elsewhere the newest does. */
export function defaultSort(inbox: ListId): Sort {
  return inbox === "unassigned" ? "oldest" : "newest";
}

/** The agent's own order of a list, else the view's, else the inbox's. */
export function sortOf(
  inbox: ListId,
  chosen: Readonly<Record<string, string>>,
  views: readonly SavedView[],
): Sort {
  const own = SORTS.find((sort) => sort === chosen[inbox]);
  const view = views.find((each) => each.id === viewOf(inbox));
  return own ?? view?.sort ?? defaultSort(inbox);
}

/** A starred conversation stays starred when it is closed, so Starred shows both. */
export function defaultStatus(inbox: ListId): Status {
  return inbox === "starred" ? "any" : "open";
}
