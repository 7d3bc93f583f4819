/** Everything an agent's screen is made of, and the pure steps from one state of it to the next. */
import type {
  Disposition,
  Event,
  Notification,
  PauseReason,
  Person,
  SlaPolicy,
  SourceRef,
  Suggestion,
  Team,
} from "@switchboard/protocol";
import type {
  Channel,
  Colleague,
  Conversation,
  Inbox,
  Label,
  Macro,
  Me,
  Rules,
  SavedView,
  Settings,
  Template,
} from "../api/types";
import type { Dialog } from "../commands/dialogs";
import { t } from "../i18n/t";
import type { Connection } from "../live/socket";
import { type Layout, NO_LAYOUT } from "./layout";
import {
  type Lists,
  type Membership,
  newer,
  placeEverywhere,
  type Rows,
  removeEverywhere,
} from "./lists";
import type { Typing } from "./presence";
import { withOffer, withSuggestions } from "./suggestions";
import { EMPTY_THREAD, merge, type Thread } from "./thread";
import type { Translations } from "./translations";

export type Toast = {
  id: string;
  tone: "info" | "danger" | "done";
  title: string;
  text: string;
  conversationId: string | null;
  /** What can be done about it, most often to take it back. */
  action?: { label: string; run: () => void };
  /** Stays until then, counting the seconds down; in milliseconds since 1970. */
  until?: number;
};

/** One question to the copilot; `answer` is null while it thinks. */
export type Turn = {
  id: string;
  question: string;
  answer: string | null;
  sources: readonly SourceRef[];
  error: string | null;
};

export type PanelTab = "details" | "articles" | "copilot";

export type Desk = {
  me: Me | null;
  startError: string | null;
  inboxes: Inbox[];
  /** What waits for this agent; at most 100, which means 99+. */
  badge: number;
  /** Conversations that anybody may take; at most 100, which means 99+. */
  waiting: number;
  /** How far this machine's clock is ahead of the server's, in milliseconds. */
  skew: number;
  rows: Rows;
  lists: Lists;
  threads: Readonly<Record<string, Thread>>;
  suggestions: Readonly<Record<string, Suggestion[]>>;
  translations: Translations;
  /** What the customer writes in, by conversation, where no message of its own tells. */
  spoken: Readonly<Record<string, string>>;
  /** Messages that were sent translated, and are read as the customer received them. */
  unwrapped: Readonly<Record<string, boolean>>;
  /** What was asked of the copilot, beside each conversation. */
  copilot: Readonly<Record<string, readonly Turn[]>>;
  /** What stands beside the thread, and the article that is read there. */
  panel: { tab: PanelTab; article: string | null };
  notifications: Notification[];
  toasts: Toast[];
  connection: Connection;
  /** The conversation on screen, if any. */
  openId: string | null;
  /** The row that has the keyboard's focus in the list. */
  cursorId: string | null;
  /** Rows that are ticked, for one action on all of them. */
  selected: readonly string[];
  dialog: Dialog | null;
  layout: Layout;
  /** Colleagues who look at a conversation now, without the agent. */
  viewers: Readonly<Record<string, Person[]>>;
  typing: Readonly<Record<string, Typing[]>>;
  labels: Label[];
  views: SavedView[];
  templates: Template[];
  macros: Macro[];
  users: Colleague[];
  teams: Team[];
  channels: Channel[];
  /** For who may settle them. */
  settings: Settings | null;
  /** What everybody has to know of the settings. */
  rules: Rules | null;
  /** How conversations can end; null until that is known. */
  dispositions: Disposition[] | null;
  /** What is promised to customers; null until somebody asks. */
  slaPolicies: SlaPolicy[] | null;
  pauseReasons: PauseReason[] | null;
  /** Read out to screen readers. */
  announcement: string;
};

export const EMPTY_DESK: Desk = {
  me: null,
  startError: null,
  inboxes: [],
  badge: 0,
  waiting: 0,
  skew: 0,
  rows: {},
  lists: {},
  threads: {},
  suggestions: {},
  translations: {},
  spoken: {},
  unwrapped: {},
  copilot: {},
  panel: { tab: "details", article: null },
  notifications: [],
  toasts: [],
  connection: "connecting",
  openId: null,
  cursorId: null,
  selected: [],
  dialog: null,
  layout: NO_LAYOUT,
  viewers: {},
  typing: {},
  labels: [],
  views: [],
  templates: [],
  macros: [],
  users: [],
  teams: [],
  channels: [],
  settings: null,
  rules: null,
  dispositions: null,
  slaPolicies: null,
  pauseReasons: null,
  announcement: "",
};

export function membershipOf({ me, views }: Pick<Desk, "me" | "views">): Membership {
  return { userId: me?.id ?? "", teamIds: me?.teams.map((team) => team.id) ?? [], views };
}

/** Take in a row from REST or a frame, wherever it now belongs. */
export function withRow(desk: Desk, row: Conversation): Desk {
  const held = desk.rows[row.id];
  const next = newer(held, row);
  if (next === held) return desk;
  const rows = { ...desk.rows, [row.id]: next };
  return { ...desk, rows, lists: placeEverywhere(desk.lists, next, rows, membershipOf(desk)) };
}

export function withRows(desk: Desk, incoming: readonly Conversation[]): Desk {
  return incoming.reduce(withRow, desk);
}

/** Set fields of a row that the agent changes before the server has answered. */
export function withFields(desk: Desk, id: string, fields: Partial<Conversation>): Desk {
  const row = desk.rows[id];
  return row ? withRow(desk, { ...row, ...fields }) : desk;
}

/** A conversation that was deleted, or that the agent may no longer see. */
export function withoutRow(desk: Desk, id: string): Desk {
  const { [id]: _row, ...rows } = desk.rows;
  const { [id]: thread, ...threads } = desk.threads;
  const error = t("This conversation was deleted, or is no longer yours to see.");
  const gone: Thread = { ...EMPTY_THREAD, state: "error", error };
  return {
    ...desk,
    rows,
    lists: removeEverywhere(desk.lists, id),
    threads: thread ? { ...threads, [id]: gone } : threads,
    selected: desk.selected.filter((each) => each !== id),
  };
}

/** The row as an entry leaves it: needed when REST tells of an entry before the socket does. */
export function rowAfter(row: Conversation, event: Event): Conversation {
  if (event.seq <= row.version) return row;
  const { status, assignees } = event.changes;
  const next: Conversation = { ...row, version: event.seq };
  if (status && status !== "deleted") next.status = status;
  if (assignees) next.assignees = assignees;
  if (event.type === "conversation.assigned") next.assignees = event.data.assignees;
  if (event.type === "conversation.closed") next.status = "closed";
  if (event.type === "conversation.reopened") next.status = "open";
  if (event.type === "message.sent" || event.type === "message.received") {
    next.preview = { text: event.data.text, author: event.actor.kind };
    next.last_entry_at = event.occurred_at;
  }
  if (event.type === "message.sent") {
    next.waiting_since = null;
    next.unreplied_since = null;
  }
  return next;
}

export function suggested(desk: Desk, id: string, incoming: readonly Suggestion[]): Desk {
  const joined = withSuggestions(desk.suggestions[id] ?? [], incoming);
  return { ...desk, suggestions: { ...desk.suggestions, [id]: joined } };
}

/** What was found for one message, in the place of what was offered before. */
export function withOffers(desk: Desk, id: string, offer: Parameters<typeof withOffer>[1]): Desk {
  const next = withOffer(desk.suggestions[id] ?? [], offer);
  return { ...desk, suggestions: { ...desk.suggestions, [id]: next } };
}

export function withThread(desk: Desk, id: string, change: (thread: Thread) => Thread): Desk {
  const thread = desk.threads[id];
  if (!thread) return desk;
  return { ...desk, threads: { ...desk.threads, [id]: change(thread) } };
}

/** Take in entries that belong to one conversation. */
export function withEvents(desk: Desk, id: string, events: readonly Event[]): Desk {
  const merged = withThread(desk, id, (thread) => merge(thread, events));
  const row = merged.rows[id];
  // What was merged in keeps its own numbering, which says nothing about this row.
  const own = events.filter((event) => event.conversation_id === id);
  return row ? withRow(merged, own.reduce(rowAfter, row)) : merged;
}

const MOST_TOASTS = 4;

export function withToast(desk: Desk, toast: Toast): Desk {
  // The same failure again is no news.
  const same = (each: Toast) => each.tone === "danger" && each.title === toast.title;
  const others = desk.toasts.filter((each) => each.id !== toast.id && !same(each));
  return { ...desk, toasts: [...others, toast].slice(-MOST_TOASTS) };
}
