/** Builders of the facts that tests are about; each takes only what matters to its test. */
import type {
  Conversation,
  Delivery,
  Event,
  Me,
  MessageReceived,
  MessageSent,
  Notification,
  Person,
  Suggestion,
} from "@switchboard/protocol";

export const NOON = Date.parse("2026-03-10T12:00:00.000Z");
export const ANNA: Person = { id: "usr_anna", name: "Anna Berg" };
export const BEN: Person = { id: "usr_ben", name: "Ben Okafor" };
const KARI: Person = { id: "ctc_kari", name: "Kari Nordmann" };

export function minutes(count: number): string {
  return new Date(NOON + count * 60_000).toISOString();
}

export function aMe(over: Partial<Me> = {}): Me {
  return {
    ...ANNA,
    email: "anna@example.com",
    role: "agent",
    availability: "available",
    online: true,
    created_at: minutes(0),
    account: { id: "acc_1", name: "Nordlys" },
    teams: [{ id: "tm_1", name: "Sales", everyone: true, distribution: "manual", member_ids: [] }],
    ...over,
  };
}

export function aRow(over: Partial<Conversation> = {}): Conversation {
  return {
    id: "cnv_1",
    status: "open",
    team_id: "tm_1",
    created_at: minutes(0),
    channel: { id: "chn_1", kind: "webchat", name: "Website" },
    contact: KARI,
    assignees: [],
    preview: { text: "Do you ship to Norway?", author: "customer" },
    last_entry_at: minutes(0),
    waiting_since: null,
    unreplied_since: null,
    version: 1,
    unread: false,
    ...over,
  };
}

function entry(seq: number, kind: "msg" | "evt") {
  return {
    id: `${kind}_${seq}`,
    account_id: "acc_1",
    conversation_id: "cnv_1",
    seq,
    occurred_at: minutes(seq),
    version: 1 as const,
    changes: {},
  };
}

export function received(seq: number, over: Partial<MessageReceived> = {}): MessageReceived {
  return {
    ...entry(seq, "msg"),
    type: "message.received",
    actor: { kind: "customer", ...KARI },
    data: {
      text: `question ${seq}`,
      channel_id: "chn_1",
      channel_kind: "webchat",
      client_id: null,
      attachments: [],
    },
    ...over,
  };
}

type SentFacts = { client_id?: string; delivery?: Partial<Delivery> };

export function sent(
  seq: number,
  { client_id, delivery }: SentFacts = {},
  over: Partial<MessageSent> = {},
): MessageSent {
  return {
    ...entry(seq, "msg"),
    type: "message.sent",
    actor: { kind: "agent", ...ANNA },
    data: {
      text: `answer ${seq}`,
      channel_id: "chn_1",
      channel_kind: "webchat",
      client_id: client_id ?? null,
      attachments: [],
      delivery: { status: "queued", error: null, at: minutes(seq), ...delivery },
      suggestion_id: null,
    },
    ...over,
  };
}

export function note(seq: number, text: string): Event {
  return {
    ...entry(seq, "evt"),
    type: "note.added",
    actor: { kind: "agent", ...ANNA },
    data: { text, parent_id: null, mentions: [] },
  };
}

export function deliveryUpdate(seq: number, message_id: string, status: Delivery["status"]): Event {
  return {
    ...entry(seq, "evt"),
    type: "delivery.updated",
    actor: { kind: "system", id: null, name: null },
    data: { message_id, status, error: status === "failed" ? "refused" : null },
  };
}

export function assigned(seq: number, actor: Person | null, assignees: Person[]): Event {
  return {
    ...entry(seq, "evt"),
    type: "conversation.assigned",
    actor: actor ? { kind: "agent", ...actor } : { kind: "system", id: null, name: null },
    data: { assignees },
  };
}

export function closed(seq: number, actor: Person): Event {
  return {
    ...entry(seq, "evt"),
    type: "conversation.closed",
    actor: { kind: "agent", ...actor },
    data: { disposition: null },
  };
}

export function aSuggestion(over: Partial<Suggestion> = {}): Suggestion {
  return {
    id: "sug_1",
    message_id: "msg_1",
    text: "Yes, we do.",
    source: { kind: "article", id: "art_1", title: "Shipping" },
    score: 0.5,
    state: "offered",
    ...over,
  };
}

export function aNotification(over: Partial<Notification> = {}): Notification {
  return {
    id: "ntf_1",
    kind: "queue.rising",
    title: "Someone is waiting",
    text: "Kari: Do you ship to Norway?",
    conversation_id: "cnv_1",
    created_at: minutes(0),
    read_at: null,
    ...over,
  };
}

/** Every order in which a few things can come. */
export function permutations<Thing>(things: readonly Thing[]): Thing[][] {
  if (things.length < 2) return [[...things]];
  return things.flatMap((thing, index) =>
    permutations([...things.slice(0, index), ...things.slice(index + 1)]).map((rest) => [
      thing,
      ...rest,
    ]),
  );
}
