/** From events and unsent messages to what is drawn. Pure. */
import type { Event, MessageReceived, MessageSent } from "@switchboard/protocol";
import type { Outgoing } from "./storage";

/** Messages further apart than this are not of one breath. */
const PAUSE = 5 * 60_000;

export type MessageState = "sent" | "pending" | "failed";

export interface Bubble {
  /** The same before and after it was sent, so that it stays the same element. */
  key: string;
  text: string;
  at: string;
  state: MessageState;
}

export interface Group {
  kind: "group";
  key: string;
  author: "customer" | "agent";
  /** Who wrote, for an agent's messages; automatic answers have no name. */
  name: string | null;
  id: string | null;
  /** Whether the same author's messages stand right above, so that the name needs no repeating. */
  continued: boolean;
  bubbles: Bubble[];
}

type Author = Pick<Group, "author" | "name" | "id">;

export type Row =
  | Group
  | { kind: "day"; key: string; at: string }
  | { kind: "change"; key: string; status: "closed" | "reopened" };

type Message = MessageReceived | MessageSent;

const isMessage = (event: Event): event is Message =>
  event.type === "message.received" || event.type === "message.sent";

/** Adds events that may come twice and in any order. */
export function merge(held: Event[], incoming: Event[]): Event[] {
  const byId = new Map([...held, ...incoming].map((event) => [event.id, event]));
  return [...byId.values()].sort((one, other) => one.seq - other.seq);
}

/** Whatever follows a close has reopened the conversation, so only the last event counts. */
export const isClosed = (events: Event[]): boolean => events.at(-1)?.type === "conversation.closed";

export const unread = (events: Event[], readUpTo: number): number =>
  events.filter((event) => event.type === "message.sent" && event.seq > readUpTo).length;

/** The rows of a thread: messages grouped by author and moment, with days and changes between. */
export function rows(events: Event[], outbox: Outgoing[]): Row[] {
  const drawn: Row[] = [];
  let day = "";

  function startDay(at: string): void {
    const today = new Date(at).toDateString();
    if (today !== day) drawn.push({ kind: "day", key: today, at });
    day = today;
  }

  function say(by: Author, bubble: Bubble): void {
    startDay(bubble.at);
    const last = drawn.at(-1);
    const before = last?.kind === "group" && isSame(last, by) ? last.bubbles.at(-1) : undefined;
    if (last?.kind === "group" && before && elapsed(before, bubble) < PAUSE) {
      last.bubbles.push(bubble);
    } else {
      const continued = before !== undefined;
      drawn.push({ kind: "group", key: bubble.key, ...by, continued, bubbles: [bubble] });
    }
  }

  for (const event of events) {
    if (isMessage(event)) {
      const { text, client_id } = event.data;
      const { id, name } = event.actor;
      const by: Author =
        event.type === "message.received" ? CUSTOMER : { author: "agent", id, name };
      say(by, { key: client_id ?? event.id, text, at: event.occurred_at, state: "sent" });
    } else if (event.type === "conversation.closed" || event.type === "conversation.reopened") {
      startDay(event.occurred_at);
      const status = event.type === "conversation.closed" ? "closed" : "reopened";
      drawn.push({ kind: "change", key: event.id, status });
    }
  }
  const latest = events.at(-1)?.occurred_at ?? "";
  const sent = new Set(events.map((event) => (isMessage(event) ? event.data.client_id : null)));
  for (const { client_id, text, at, failed } of outbox) {
    if (sent.has(client_id)) continue;
    // Unsent messages come last, even where the visitor's clock is behind the server's.
    const behind = at < latest;
    const state = failed ? "failed" : "pending";
    say(CUSTOMER, { key: client_id, text, at: behind ? latest : at, state });
  }
  return drawn;
}

const CUSTOMER: Author = { author: "customer", id: null, name: null };

const isSame = (one: Author, other: Author): boolean =>
  one.author === other.author && one.id === other.id && one.name === other.name;

const elapsed = (before: Bubble, after: Bubble): number =>
  Date.parse(after.at) - Date.parse(before.at);
