/**
 * One conversation's timeline as the console holds it. Entries may come twice, in any order, from
 * REST or the socket: they are keyed by id, and the same set of entries always gives the same
 * thread. A merged conversation's entries stand between ours, each with its own `seq`.
 */
import type { Delivery, Event } from "@switchboard/protocol";
import type { Message, Scheduled } from "../api/thread-types";
import type { Pending } from "./letters";
import { folded } from "./thread-fold";

export type { Kind, Letter, Pending } from "./letters";

/** An earlier conversation of the same contact, shown above this one. */
export type Chapter = {
  id: string;
  number: number | null;
  at: string;
  events: Event[];
  olderCursor: string | null;
  /** The conversation before that one. */
  earlier: string | null;
};

export type Thread = {
  events: Event[];
  /** Earlier conversations that were asked for, the nearest first. */
  chapters: Chapter[];
  pending: Pending[];
  scheduled: Scheduled[];
  olderCursor: string | null;
  earlier: string | null;
  state: "loading" | "ready" | "error";
  error: string | null;
  loadingOlder: boolean;
  /** There is more below than is held: a jump led into the middle. */
  detached: boolean;
  loadingNewer: boolean;
  /** What the agent had read before: the line "New messages" stands after it. */
  newsAfter: number | null;
  /** The entry that a jump led to; each jump has its own `turn`. */
  target: { seq: number; turn: number } | null;
};

export const EMPTY_THREAD: Thread = {
  events: [],
  chapters: [],
  pending: [],
  scheduled: [],
  olderCursor: null,
  earlier: null,
  state: "loading",
  error: null,
  loadingOlder: false,
  detached: false,
  loadingNewer: false,
  newsAfter: null,
  target: null,
};

const ofOne = (events: readonly Event[], id: string | undefined) =>
  id === undefined ? events : events.filter((event) => event.conversation_id === id);

/** The highest `seq` held; of one conversation, where others are merged into its thread. */
export function lastSeq(thread: Pick<Thread, "events">, id?: string): number {
  return ofOne(thread.events, id).at(-1)?.seq ?? 0;
}

/** The `seq` after which something is missing, or null when all up to `upTo` is there. */
export function gapAfter(events: readonly Event[], upTo = 0, id?: string): number | null {
  const own = ofOne(events, id);
  for (const [index, event] of own.entries()) {
    const next = own[index + 1];
    if (next && next.seq > event.seq + 1) return event.seq;
  }
  const last = own.at(-1)?.seq ?? 0;
  return last > 0 && last < upTo ? last : null;
}

export function latest(a: Delivery, b: Delivery): Delivery {
  return b.at >= a.at ? b : a;
}

/** A newer copy of an entry, keeping what only an older one tells. */
function joined(held: Event, event: Event): Event {
  if (held.type === "message.sent" && event.type === "message.sent") {
    const delivery = latest(held.data.delivery, event.data.delivery);
    return { ...event, data: { ...event.data, ...ownLabels(held, event), delivery } };
  }
  if (held.type === "message.received" && event.type === "message.received") {
    return { ...event, data: { ...event.data, ...ownLabels(held, event) } };
  }
  return event;
}

/** A socket frame is the same for everyone, so it says nothing of the agent's private labels. */
function ownLabels(held: Message, event: Message) {
  const labels = event.data.private_labels ?? held.data.private_labels;
  return labels ? { private_labels: labels } : {};
}

/** Each conversation in the order of its `seq`, and between them by time. */
function inOrder(events: Iterable<Event>): Event[] {
  const threads = new Map<string, Event[]>();
  for (const event of events) {
    const thread = threads.get(event.conversation_id);
    if (thread) thread.push(event);
    else threads.set(event.conversation_id, [event]);
  }
  const placed = [...threads.values()].flatMap((thread) => {
    thread.sort((a, b) => a.seq - b.seq);
    let at = "";
    return thread.map((event) => {
      at = event.occurred_at > at ? event.occurred_at : at;
      return { event, at };
    });
  });
  if (threads.size > 1) {
    placed.sort(
      (a, b) =>
        a.at.localeCompare(b.at) ||
        a.event.conversation_id.localeCompare(b.event.conversation_id) ||
        a.event.seq - b.event.seq,
    );
  }
  return placed.map(({ event }) => event);
}

function unite(held: readonly Event[], incoming: readonly Event[]): Event[] {
  const byId = new Map(held.map((event) => [event.id, event]));
  for (const event of incoming) {
    const known = byId.get(event.id);
    byId.set(event.id, known ? joined(known, event) : event);
  }
  return folded(inOrder(byId.values()));
}

function arrived(pending: Pending, event: Event): boolean {
  const type = pending.kind === "reply" ? "message.sent" : "note.added";
  if (event.type !== type) return false;
  const { client_id } = event.data;
  if (client_id) return client_id === pending.client_id || client_id === pending.held?.id;
  // A note of a server that tells no client id: the words and the moment have to do.
  return (
    event.type === "note.added" &&
    event.seq > pending.after_seq &&
    event.data.text.trim() === pending.text.trim()
  );
}

/** What still waits once these entries are here; an entry stands for one pending at most. */
function stillPending(pending: readonly Pending[], events: readonly Event[]): Pending[] {
  const used = new Set<string>();
  return pending.filter((each) => {
    const found = events.find((event) => !used.has(event.id) && arrived(each, event));
    if (found) used.add(found.id);
    return !found;
  });
}

/** Take in a page that joins what is held at one of its ends. */
export function withPage(thread: Thread, page: readonly Event[]): Thread {
  const known = new Set(thread.events.map((event) => event.id));
  const fresh = page.filter((event) => !known.has(event.id));
  return {
    ...thread,
    events: unite(thread.events, page),
    pending: stillPending(thread.pending, fresh),
  };
}

function withChapterEvents(chapter: Chapter, incoming: readonly Event[]): Chapter {
  const known = new Set(chapter.events.map((event) => event.id));
  const about = incoming.filter(
    (event) => event.conversation_id === chapter.id && (known.has(event.id) || changes(event)),
  );
  return about.length ? { ...chapter, events: unite(chapter.events, about) } : chapter;
}

const WRITTEN = new Set<string>(["message.received", "message.sent", "note.added"]);

/** Whether an entry says something of an earlier one. */
function changes(event: Event): boolean {
  return !WRITTEN.has(event.type) && /^(message|note|delivery)\./.test(event.type);
}

/** Take in what just happened: a frame, or the answer to something the agent did. */
export function merge(thread: Thread, incoming: readonly Event[]): Thread {
  const chapters = thread.chapters.map((chapter) => withChapterEvents(chapter, incoming));
  const elsewhere = new Set(chapters.map((chapter) => chapter.id));
  const own = incoming.filter((event) => !elsewhere.has(event.conversation_id));
  if (!thread.detached) return { ...withPage(thread, own), chapters };
  // News would stand right under the middle of the thread; what they say of it is taken in.
  const known = new Set(thread.events.map((event) => event.id));
  const about = own.filter((event) => known.has(event.id));
  const heard = unite(thread.events, [...about, ...own.filter(changes)]);
  return {
    ...thread,
    chapters,
    events: heard.filter((event) => known.has(event.id)),
    pending: stillPending(thread.pending, own),
  };
}

export function withChapter(thread: Thread, chapter: Chapter): Thread {
  const others = thread.chapters.filter((each) => each.id !== chapter.id);
  return { ...thread, chapters: [...others, { ...chapter, events: unite([], chapter.events) }] };
}

/** Where the next older page comes from: this conversation, or one before it. */
export function olderOf(
  thread: Thread,
): { id: string | null; before: string } | { earlier: string } | null {
  const top = thread.chapters.at(-1);
  const { olderCursor, earlier } = top ?? thread;
  if (olderCursor) return { id: top?.id ?? null, before: olderCursor };
  return earlier ? { earlier } : null;
}

export function withPending(thread: Thread, pending: Pending): Thread {
  const same = (each: Pending) => each.client_id === pending.client_id;
  const next = thread.pending.some(same)
    ? thread.pending.map((each) => (same(each) ? pending : each))
    : [...thread.pending, pending];
  return { ...thread, pending: next };
}

export function withoutPending(thread: Thread, clientId: string): Thread {
  return {
    ...thread,
    pending: thread.pending.filter((each) => each.client_id !== clientId),
  };
}

/** Scheduled messages that still matter, the next one first. */
export function withScheduled(thread: Thread, incoming: readonly Scheduled[]): Thread {
  const byId = new Map(thread.scheduled.map((each) => [each.id, each]));
  for (const each of incoming) byId.set(each.id, each);
  const scheduled = [...byId.values()]
    .filter((each) => each.status === "waiting" || each.status === "held")
    .sort((a, b) => a.send_at.localeCompare(b.send_at) || a.id.localeCompare(b.id));
  return { ...thread, scheduled };
}
