/**
 * One conversation's timeline as the console holds it. Entries may come twice, in any order, from
 * REST or the socket: they are keyed by id and ordered by `seq`, and the same set of entries always
 * gives the same thread.
 */
import type { Delivery, Event, MessageSent } from "@switchboard/protocol";

/** A message or note on its way; `failed` ones wait for the agent to send them again. */
export type Pending = {
  client_id: string;
  kind: "reply" | "note";
  text: string;
  at: string;
  state: "sending" | "failed";
  error: string | null;
  /** Highest `seq` held when it was written: what it becomes has a higher one. */
  after_seq: number;
};

export type Thread = {
  events: Event[];
  pending: Pending[];
  olderCursor: string | null;
  state: "loading" | "ready" | "error";
  error: string | null;
  loadingOlder: boolean;
};

export const EMPTY_THREAD: Thread = {
  events: [],
  pending: [],
  olderCursor: null,
  state: "loading",
  error: null,
  loadingOlder: false,
};

export function lastSeq(thread: Thread): number {
  return thread.events.at(-1)?.seq ?? 0;
}

/** The `seq` after which something is missing, or null when all up to `upTo` is there. */
export function gapAfter(events: readonly Event[], upTo = 0): number | null {
  for (const [index, event] of events.entries()) {
    const next = events[index + 1];
    if (next && next.seq > event.seq + 1) return event.seq;
  }
  const last = events.at(-1)?.seq ?? 0;
  return last > 0 && last < upTo ? last : null;
}

function latest(a: Delivery, b: Delivery): Delivery {
  return b.at >= a.at ? b : a;
}

function unite(events: readonly Event[]): Event[] {
  const byId = new Map<string, Event>();
  for (const event of events) {
    const held = byId.get(event.id);
    if (held?.type === "message.sent" && event.type === "message.sent") {
      const delivery = latest(held.data.delivery, event.data.delivery);
      byId.set(event.id, { ...event, data: { ...event.data, delivery } });
    } else {
      byId.set(event.id, event);
    }
  }
  return [...byId.values()].sort((a, b) => a.seq - b.seq);
}

/** Carry delivery updates over to the messages they speak of. */
function delivered(events: Event[]): Event[] {
  const updates = new Map<string, Delivery>();
  for (const event of events) {
    if (event.type !== "delivery.updated") continue;
    const { message_id, status, error } = event.data;
    updates.set(message_id, { status, error, at: event.occurred_at });
  }
  return events.map((event): Event => {
    const update = event.type === "message.sent" ? updates.get(event.id) : undefined;
    if (!update) return event;
    const message = event as MessageSent;
    return {
      ...message,
      data: { ...message.data, delivery: latest(message.data.delivery, update) },
    };
  });
}

function arrived(pending: Pending, event: Event): boolean {
  if (pending.kind === "reply") {
    return event.type === "message.sent" && event.data.client_id === pending.client_id;
  }
  // Notes carry no client id, so the words and the moment have to do.
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

export function merge(thread: Thread, incoming: readonly Event[]): Thread {
  const known = new Set(thread.events.map((event) => event.id));
  const fresh = incoming.filter((event) => !known.has(event.id));
  return {
    ...thread,
    events: delivered(unite([...thread.events, ...incoming])),
    pending: stillPending(thread.pending, fresh),
  };
}

export function withPending(thread: Thread, pending: Pending): Thread {
  const others = thread.pending.filter((each) => each.client_id !== pending.client_id);
  return { ...thread, pending: [...others, pending] };
}

export function withoutPending(thread: Thread, clientId: string): Thread {
  return {
    ...thread,
    pending: thread.pending.filter((each) => each.client_id !== clientId),
  };
}
