/** Addresses inside the console. They live behind the `#`, since the bucket serves one page only. */
import { useMemo } from "react";
import { useLocation } from "wouter";
import type { Filters, SearchQuery, Status } from "../api/types";
import { defaultStatus, filterPairs, filtersFrom, type ListId } from "../state/queries";

export const SETTINGS = [
  "me",
  "writing",
  "security",
  "people",
  "roles",
  "teams",
  "reasons",
  "workload",
  "labels",
  "templates",
  "macros",
  "policy",
  "dispositions",
  "hours",
  "sla",
  "channels",
  "replies",
  "ai",
  "translation",
  "company",
  "audit",
] as const;
export type SettingsPage = (typeof SETTINGS)[number];

export const KNOWLEDGE = ["articles", "sources", "proposals"] as const;
export type KnowledgePage = (typeof KNOWLEDGE)[number];

/** Somebody known, or an address. */
export type FirstTo = { contact_id?: string; address?: string; channel_id: string };

export type Place = {
  section: "inbox" | "search" | "settings" | "knowledge";
  inbox: ListId;
  filter: Status;
  filters: Filters;
  /** Words searched for inside the inbox. */
  q: string;
  search: SearchQuery;
  settings: SettingsPage;
  knowledge: KnowledgePage;
  /** What a page shows of them: nothing for its list, else an id, or what is new. */
  within: readonly string[];
  /** What is asked of that page: how its list is narrowed, or what something new begins with. */
  asked: Readonly<Record<string, string>>;
  conversationId: string | null;
  /** A conversation that begins with what is written there: to whom, and on which channel. */
  first: FirstTo | null;
  /** The `seq` of the entry to show. */
  at: number | null;
  /** What a narrow screen shows. */
  pane: "inboxes" | "list" | "thread";
  /** The list that this place is in, without its conversation. */
  back: string;
};

const EMPTY = {
  filters: {},
  q: "",
  search: { q: "" },
  settings: "me",
  knowledge: "articles",
  within: [],
  asked: {},
  at: null,
  first: null,
} as const;
const HOME: Place = {
  ...EMPTY,
  section: "inbox",
  inbox: "unassigned",
  filter: "open",
  conversationId: null,
  pane: "inboxes",
  back: "/",
};

const SEARCHED = ["agent", "channel", "label", "status", "from", "to"] as const;

function isInbox(text: string | undefined): text is ListId {
  return /^(me|unassigned|waiting|mentions|starred|all|team:.+|view:.+)$/.test(text ?? "");
}

function isStatus(text: string | undefined): text is Status {
  return /^(open|closed|snoozed|any)$/.test(text ?? "");
}

function withQuery(path: string, pairs: [string, string][]): string {
  const search = new URLSearchParams(pairs).toString();
  return search ? `${path}?${search}` : path;
}

export function searchPath(search: SearchQuery, conversationId?: string, at?: number): string {
  const pairs: [string, string][] = search.q ? [["q", search.q]] : [];
  for (const name of SEARCHED) if (search[name]) pairs.push([name, search[name]]);
  if (at !== undefined) pairs.push(["at", String(at)]);
  return withQuery(conversationId ? `/search/${conversationId}` : "/search", pairs);
}

/** Narrowing of a list that its address carries. */
export type Narrowing = { filters?: Filters; q?: string; at?: number };

export function pathOf(
  inbox: ListId,
  status: Status = defaultStatus(inbox),
  conversationId?: string | null,
  { filters = {}, q = "", at }: Narrowing = {},
): string {
  const pairs = filterPairs(filters);
  if (q) pairs.push(["q", q]);
  if (at !== undefined) pairs.push(["at", String(at)]);
  const path = ["", "inbox", inbox, status, conversationId].filter(
    (part) => part !== undefined && part !== null,
  );
  return withQuery(path.join("/"), pairs);
}

/** A page of the settings, or their list. */
export const settingsPath = (page?: SettingsPage, ...within: string[]) =>
  ["", "settings", ...(page ? [page] : []), ...within.map(encodeURIComponent)].join("/");

/** A page of the knowledge, one thing on it, and what is asked of it; what is empty is left out. */
export function knowledgePath(
  page: KnowledgePage = "articles",
  id?: string | null,
  asked: Readonly<Record<string, string>> = {},
): string {
  const path = ["", "knowledge", page, ...(id ? [encodeURIComponent(id)] : [])].join("/");
  return withQuery(
    path,
    Object.entries(asked).filter(([, value]) => value !== ""),
  );
}

/** Where a conversation is begun; nothing is there until something was said. */
export function newPath({ contact_id, address, channel_id }: FirstTo): string {
  const pairs: [string, string][] = [["channel", channel_id]];
  if (contact_id) pairs.push(["contact", contact_id]);
  if (address) pairs.push(["address", address]);
  return withQuery("/new", pairs);
}

function firstFrom(given: URLSearchParams): FirstTo {
  const [contact_id, address] = [given.get("contact"), given.get("address")];
  return {
    channel_id: given.get("channel") ?? "",
    ...(contact_id ? { contact_id } : {}),
    ...(address ? { address } : {}),
  };
}

/** The same list with another conversation open beside it, or none. */
export function listPath(place: Place, conversationId?: string | null, at?: number): string {
  if (place.section === "search") return searchPath(place.search, conversationId ?? undefined, at);
  const { inbox, filter, filters, q } = place;
  return pathOf(inbox, filter, conversationId, {
    filters,
    q,
    ...(at === undefined ? {} : { at }),
  });
}

export function parsePlace(address: string): Place {
  const [path = "", query] = address.split("?");
  const given = new URLSearchParams(query);
  const [kind, first, second, third] = path.split("/").filter(Boolean).map(decodeURIComponent);
  const asked = Object.fromEntries(given);
  const at = given.has("at") ? Number(given.get("at")) : null;
  if (kind === "settings") {
    const settings = SETTINGS.find((page) => page === first) ?? "me";
    const within = [second, third].filter((each) => each !== undefined);
    const pane = first ? "thread" : "list";
    return { ...HOME, section: "settings", settings, within, asked, pane };
  }
  if (kind === "knowledge") {
    const knowledge = KNOWLEDGE.find((page) => page === first) ?? "articles";
    const within = second === undefined ? [] : [second];
    return { ...HOME, section: "knowledge", knowledge, within, asked, pane: "thread" };
  }
  if (kind === "search") {
    const pairs = SEARCHED.filter((name) => given.get(name)).map((name) => [name, given.get(name)]);
    const search = { q: given.get("q") ?? "", ...Object.fromEntries(pairs) };
    const back = searchPath(search);
    const pane = first ? "thread" : "list";
    return { ...HOME, section: "search", search, at, conversationId: first ?? null, pane, back };
  }
  // The form that notifications link to: whichever list it is in, the thread matters.
  if (kind === "conversations" && first)
    return { ...HOME, conversationId: first, at, pane: "thread", back: pathOf("unassigned") };
  if (kind === "new") return { ...HOME, first: firstFrom(given), pane: "thread" };
  if (kind !== "inbox" || !isInbox(first)) return HOME;
  const filter = isStatus(second) ? second : defaultStatus(first);
  const filters = filtersFrom(given);
  const q = given.get("q") ?? "";
  return {
    ...HOME,
    inbox: first,
    filter,
    filters,
    q,
    at,
    conversationId: third ?? null,
    pane: third ? "thread" : "list",
    back: pathOf(first, filter, null, { filters, q }),
  };
}

export function usePlace() {
  const [path, go] = useLocation();
  const place = useMemo(() => parsePlace(path), [path]);
  return { place, go };
}
