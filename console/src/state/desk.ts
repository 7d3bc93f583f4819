/** Everything an agent's screen is made of, and the pure steps from one state of it to the next. */
import type {
  Conversation,
  Event,
  Frame,
  Inbox,
  Me,
  Notification,
  Suggestion,
} from "@switchboard/protocol";
import type { Connection } from "../live/socket";
import { type Lists, type Membership, newer, placeEverywhere, type Rows } from "./lists";
import { withSuggestions } from "./suggestions";
import { merge, type Thread } from "./thread";

export type Toast = {
  id: string;
  tone: "info" | "danger";
  title: string;
  text: string;
  conversationId: string | null;
};

export type Desk = {
  me: Me | null;
  startError: string | null;
  inboxes: Inbox[];
  rows: Rows;
  lists: Lists;
  threads: Readonly<Record<string, Thread>>;
  suggestions: Readonly<Record<string, Suggestion[]>>;
  notifications: Notification[];
  toasts: Toast[];
  connection: Connection;
  /** The conversation on screen, if any. */
  openId: string | null;
  /** Read out to screen readers. */
  announcement: string;
};

export const EMPTY_DESK: Desk = {
  me: null,
  startError: null,
  inboxes: [],
  rows: {},
  lists: {},
  threads: {},
  suggestions: {},
  notifications: [],
  toasts: [],
  connection: "connecting",
  openId: null,
  announcement: "",
};

export function membershipOf(me: Me | null): Membership {
  return { userId: me?.id ?? "", teamIds: me?.teams.map((team) => team.id) ?? [] };
}

/** Take in a row from REST or a frame, wherever it now belongs. */
export function withRow(desk: Desk, row: Conversation): Desk {
  const held = desk.rows[row.id];
  const next = newer(held, row);
  if (next === held) return desk;
  const rows = { ...desk.rows, [row.id]: next };
  return { ...desk, rows, lists: placeEverywhere(desk.lists, next, rows, membershipOf(desk.me)) };
}

export function withRows(desk: Desk, incoming: readonly Conversation[]): Desk {
  return incoming.reduce(withRow, desk);
}

/** The row as an entry leaves it: needed when REST tells of an entry before the socket does. */
export function rowAfter(row: Conversation, event: Event): Conversation {
  if (event.seq <= row.version) return row;
  const { changes } = event;
  const next: Conversation = { ...row, version: event.seq };
  if (changes.status) next.status = changes.status;
  if (changes.assignees) next.assignees = changes.assignees;
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

export function withThread(desk: Desk, id: string, change: (thread: Thread) => Thread): Desk {
  const thread = desk.threads[id];
  if (!thread) return desk;
  return { ...desk, threads: { ...desk.threads, [id]: change(thread) } };
}

/** Take in entries that belong to one conversation. */
export function withEvents(desk: Desk, id: string, events: readonly Event[]): Desk {
  const merged = withThread(desk, id, (thread) => merge(thread, events));
  const row = merged.rows[id];
  return row ? withRow(merged, events.reduce(rowAfter, row)) : merged;
}

function announce(event: Event, row: Conversation | undefined): string | null {
  if (event.type !== "message.received") return null;
  return `New message from ${row?.contact.name ?? event.actor.name ?? "a customer"}: ${event.data.text}`;
}

function withEventFrame(
  desk: Desk,
  event: Event,
  row: Conversation | undefined,
  watched: boolean,
): Desk {
  const id = event.conversation_id;
  const before = desk.rows[id];
  const isNews = event.type === "message.received" && event.seq > (before?.version ?? 0);
  const seen = watched && desk.openId === id && desk.threads[id]?.state === "ready";
  const unread = isNews ? !seen : before?.unread;
  const placed = row ? withRow(desk, { ...row, unread: unread ?? false }) : desk;
  const next = withEvents(placed, id, [event]);
  return isNews ? { ...next, announcement: announce(event, row) ?? next.announcement } : next;
}

/** What a frame makes of the desk; `watched` says whether the agent has the page before their eyes. */
export function withFrame(desk: Desk, frame: Frame, watched: boolean): Desk {
  switch (frame.type) {
    case "suggestion.ready": {
      return suggested(desk, frame.conversation_id, frame.data.suggestions);
    }
    case "notification.created":
      return withNotification(desk, frame.data, watched);
    case "presence": {
      if (frame.user_id !== desk.me?.id) return desk;
      return {
        ...desk,
        me: {
          ...desk.me,
          online: frame.online,
          availability: frame.availability ?? desk.me.availability,
        },
      };
    }
    case "pong":
    case "resumed":
      return desk;
    default: {
      const { conversation, ...event } = frame;
      return withEventFrame(desk, event as Event, conversation, watched);
    }
  }
}

const MOST_TOASTS = 4;

export function withToast(desk: Desk, toast: Toast): Desk {
  // The same failure again is no news.
  const same = (each: Toast) => each.tone === "danger" && each.title === toast.title;
  const others = desk.toasts.filter((each) => each.id !== toast.id && !same(each));
  return { ...desk, toasts: [...others, toast].slice(-MOST_TOASTS) };
}

function withNotification(desk: Desk, notification: Notification, watched: boolean): Desk {
  const known = desk.notifications.some((each) => each.id === notification.id);
  if (known) return desk;
  const next = { ...desk, notifications: [notification, ...desk.notifications] };
  // What the agent is looking at needs no announcing.
  if (watched && notification.conversation_id && notification.conversation_id === desk.openId) {
    return next;
  }
  return withToast(next, {
    id: notification.id,
    tone: "info",
    title: notification.title,
    text: notification.text,
    conversationId: notification.conversation_id,
  });
}

/** How many things wait for this agent: the queue, and unread rows of their own. */
export function waitingCount(desk: Desk): number {
  const queue = desk.inboxes.find((inbox) => inbox.id === "unassigned")?.open ?? 0;
  const userId = desk.me?.id;
  const mine = Object.values(desk.rows).filter(
    (row) =>
      row.unread && row.status === "open" && row.assignees.some((person) => person.id === userId),
  );
  return queue + mine.length;
}
