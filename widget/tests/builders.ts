/** Events as the server tells them; each test names only the fact that matters. */
import type { Event, MessageReceived, MessageSent, Visit } from "@switchboard/protocol";

const common = (seq: number) => ({
  id: `msg_${seq}`,
  account_id: "acc_1",
  conversation_id: "cnv_1",
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
      attachments: [],
    },
  };
}

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
      attachments: [],
      delivery: { status: "sent", error: null, at: message.occurred_at },
      suggestion_id: null,
    },
  };
}

export const closed = (seq: number): Event => ({
  ...common(seq),
  type: "conversation.closed",
  actor: { kind: "agent", id: "usr_1", name: "Anna Berg" },
  data: { disposition: null },
});

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
