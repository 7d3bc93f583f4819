/** From events and unsent messages to what is drawn. Pure. */
import type { Event, MessageReceived, MessageSent } from "@switchboard/protocol";
import type { MessageFile } from "./files";
import type { Outgoing } from "./storage";

/** Messages further apart than this are not of one breath. */
const PAUSE = 5 * 60_000;

export type MessageState = "sent" | "pending" | "failed";

export interface Bubble {
  /** The same before and after it was sent, so that it stays the same element. */
  key: string;
  /** Of a message that the server has. */
  id?: string;
  text: string;
  markdown: boolean;
  files: MessageFile[];
  quote: Quote | null;
  edited: boolean;
  deleted: boolean;
  /** Answers to press, while nothing was said after the question. */
  options: Option[];
  /** Each emoji once. */
  reactions: string[];
  at: string;
  state: MessageState;
  /** Why it could not be sent, in the server's words. */
  reason?: string;
}

export interface Group {
  kind: "group";
  key: string;
  author: "customer" | "agent";
  /** Who wrote, for an agent's messages; automatic answers have no name. */
  name: string | null;
  id: string | null;
  /** Whether the AI agent wrote it, which visitors are told. */
  ai: boolean;
  /** Whether the same author's messages stand right above, so that the name needs no repeating. */
  continued: boolean;
  /** Whether an agent has read the visitor's last words, which nobody has answered yet. */
  seen: boolean;
  bubbles: Bubble[];
}

type Author = Pick<Group, "author" | "name" | "id" | "ai">;

export type Row =
  | Group
  | { kind: "day"; key: string; at: string }
  | { kind: "change"; key: string; status: "closed" | "reopened" };

type Message = MessageReceived | MessageSent;
type Reactions = Message["data"]["reactions"];
type Option = Message["data"]["options"][number];
type Quote = NonNullable<Message["data"]["reply_to"]>;

const isMessage = (event: Event): event is Message =>
  event.type === "message.received" || event.type === "message.sent";

/** Adds events that may come twice and in any order. Each conversation counts its own `seq`. */
export function merge(held: Event[], incoming: Event[]): Event[] {
  const byId = new Map([...held, ...incoming].map((event) => [event.id, event]));
  return [...byId.values()].sort(
    (one, other) =>
      compare(one.occurred_at, other.occurred_at) ||
      compare(one.conversation_id, other.conversation_id) ||
      one.seq - other.seq,
  );
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Whatever is said after a close has reopened the conversation. */
export function isClosed(events: Event[]): boolean {
  const last = events.findLast((event) => !isRewrite(event));
  return last?.type === "conversation.closed";
}

const isRewrite = ({ type }: Event): boolean =>
  type === "message.edited" || type === "message.deleted" || type === "message.reacted";

/** Answers that the visitor has not seen, of the conversation that goes on now. */
export const unread = (events: Event[], readUpTo: number, thread: string | null = null): number =>
  events.filter(
    (event) =>
      event.type === "message.sent" &&
      event.seq > readUpTo &&
      (event.conversation_id === thread || thread === null),
  ).length;

/** What became of messages since they were said, by message: the latest text, or that it is gone. */
function rewrites(events: Event[]): Map<string, { text: string } | "deleted"> {
  const found = new Map<string, { text: string } | "deleted">();
  for (const event of events) {
    if (event.type === "message.edited") found.set(event.data.message_id, event.data);
    if (event.type === "message.deleted") found.set(event.data.message_id, "deleted");
  }
  return found;
}

/** The reactions of messages, as the latest event about each tells. */
function reactions(events: Event[]): Map<string, Reactions> {
  const found = new Map<string, Reactions>();
  for (const event of events) {
    if (event.type === "message.reacted") found.set(event.data.message_id, event.data.reactions);
  }
  return found;
}

/** The rows of a thread: messages grouped by author and moment, with days and changes between. */
export function rows(events: Event[], outbox: Outgoing[], agentRead = 0): Row[] {
  const drawn: Row[] = [];
  const changed = rewrites(events);
  const reacted = reactions(events);
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
      drawn.push({
        kind: "group",
        key: bubble.key,
        ...by,
        continued,
        seen: false,
        bubbles: [bubble],
      });
    }
  }

  for (const event of events) {
    if (isMessage(event)) {
      const { id, name, kind } = event.actor;
      const ai = kind === "ai_agent";
      const by: Author =
        event.type === "message.received" ? CUSTOMER : { author: "agent", id, name, ai };
      say(by, bubbleOf(event, changed.get(event.id), reacted.get(event.id)));
    } else if (event.type === "conversation.closed" || event.type === "conversation.reopened") {
      startDay(event.occurred_at);
      const status = event.type === "conversation.closed" ? "closed" : "reopened";
      drawn.push({ kind: "change", key: event.id, status });
    }
  }
  const latest = events.at(-1)?.occurred_at ?? "";
  const sent = new Set(events.map((event) => (isMessage(event) ? event.data.client_id : null)));
  for (const { client_id, text, at, failed, files = [] } of outbox) {
    if (sent.has(client_id)) continue;
    // Unsent messages come last, even where the visitor's clock is behind the server's.
    const behind = at < latest;
    const bubble: Bubble = {
      ...UNTOUCHED,
      key: client_id,
      text,
      files: files.map((file) => ({ ...file, url: null })),
      at: behind ? latest : at,
      state: failed ? "failed" : "pending",
    };
    if (typeof failed === "string") bubble.reason = failed;
    say(CUSTOMER, bubble);
  }
  const last = drawn.at(-1);
  const said = events.findLast(isMessage);
  const asked = last?.kind === "group" ? last.bubbles.at(-1) : undefined;
  if (said && asked?.id === said.id && !asked.deleted) {
    // A server that is older than this page tells of none.
    asked.options = said.data.options ?? [];
  }
  if (last?.kind === "group" && said?.type === "message.received") {
    last.seen = last.bubbles.at(-1)?.state === "sent" && said.seq <= agentRead;
  }
  return drawn;
}

const UNTOUCHED = {
  markdown: false,
  quote: null,
  edited: false,
  deleted: false,
  options: [],
  reactions: [],
};

function bubbleOf(
  message: Message,
  changed: { text: string } | "deleted" | undefined,
  reacted: Reactions | undefined,
): Bubble {
  const { text, client_id, attachments, reply_to, edited_at, deleted_at, format } = message.data;
  const deleted = changed === "deleted" || Boolean(deleted_at);
  return {
    key: client_id ?? message.id,
    id: message.id,
    text: typeof changed === "object" ? changed.text : text,
    // A visitor's stars are stars.
    markdown: message.type === "message.sent" && format === "markdown",
    // A place or a card of another channel has no file.
    files: deleted ? [] : (attachments ?? []).filter(({ id, url }) => id || url),
    quote: reply_to ?? null,
    edited: !deleted && (typeof changed === "object" || Boolean(edited_at)),
    deleted,
    options: [],
    reactions: [...new Set((reacted ?? message.data.reactions ?? []).map(({ emoji }) => emoji))],
    at: message.occurred_at,
    state: "sent",
  };
}

const CUSTOMER: Author = { author: "customer", id: null, name: null, ai: false };

const isSame = (one: Author, other: Author): boolean =>
  one.author === other.author && one.id === other.id && one.name === other.name;

const elapsed = (before: Bubble, after: Bubble): number =>
  Date.parse(after.at) - Date.parse(before.at);
