/** Events as the server tells them; each test names only the fact that matters. */
import type { Event, MessageReceived, MessageSent, Visit } from "@switchboard/protocol";

const common = (seq: number, conversation = "cnv_1") => ({
  id: conversation === "cnv_1" ? `msg_${seq}` : `msg_${conversation}_${seq}`,
  account_id: "acc_1",
  conversation_id: conversation,
  seq,
  occurred_at: new Date(Date.UTC(2026, 0, 5, 12, 0, seq)).toISOString(),
  version: 1 as const,
  changes: {},
});

export function received(
  seq: number,
  text = `question ${seq}`,
  clientId?: string,
): MessageReceived {
  return {
    ...common(seq),
    type: "message.received",
    actor: { kind: "customer", id: "ctc_1", name: "Visitor" },
    data: {
      text,
      channel_id: "chn_1",
      channel_kind: "webchat",
      client_id: clientId ?? null,
      ...CONTENT,
    },
  };
}

const CONTENT = {
  format: "plain" as const,
  attachments: [],
  reply_to: null,
  edited_at: null,
  deleted_at: null,
  labels: [],
  private_labels: [],
  reactions: [],
  options: [],
  answer: null,
  unsupported: false,
  forwarded: false,
  referral: null,
  author: null,
  template: null,
  mail: null,
};

export function answered(seq: number, text = `answer ${seq}`, name = "Anna Berg"): MessageSent {
  const message = common(seq);
  return {
    ...message,
    type: "message.sent",
    actor: { kind: "agent", id: `usr_${name}`, name },
    data: {
      text,
      channel_id: "chn_1",
      channel_kind: "webchat",
      client_id: null,
      ...CONTENT,
      delivery: { status: "sent", error: null, at: message.occurred_at },
      suggestion_id: null,
      sources: [],
      ai: null,
      original: null,
      language: null,
      shown_as: null,
    },
  };
}

export const closed = (seq: number): Event => ({
  ...common(seq),
  type: "conversation.closed",
  actor: { kind: "agent", id: "usr_1", name: "Anna Berg" },
  data: { disposition: null, disposition_name: null },
});

const AGENT = { kind: "agent" as const, id: "usr_1", name: "Anna Berg" };

export const edited = (seq: number, message: Event, text: string): Event => ({
  ...common(seq),
  type: "message.edited",
  actor: AGENT,
  data: { message_id: message.id, text },
});

export const deleted = (seq: number, message: Event): Event => ({
  ...common(seq),
  type: "message.deleted",
  actor: AGENT,
  data: { message_id: message.id, retracted: true },
});

/** The same event in another conversation, some hours later. */
export function elsewhere<Told extends Event>(event: Told, conversation = "cnv_2"): Told {
  const later = new Date(Date.parse(event.occurred_at) + 5 * 3600_000).toISOString();
  const { id } = common(event.seq, conversation);
  return { ...event, id, conversation_id: conversation, occurred_at: later };
}

export const aVisit = (token: string, contactId = "ctc_1"): Visit => ({
  token,
  expires_at: "2026-02-01T00:00:00.000Z",
  contact: { id: contactId, name: "Visitor" },
  widget: {
    id: "chn_1",
    name: "Shop",
    company: "Fjord & Field",
    greeting: "Hi!",
    color: "#0f766e",
  },
});
