/** Builders of the facts that tests are about; each takes only what matters to its test. */
import type {
  Conversation,
  ConversationAssigned,
  Delivery,
  Event,
  Label,
  Me,
  MessageReceived,
  MessageSent,
  Notification,
  Person,
  SavedView,
  Scheduled,
  Suggestion,
  Team,
  User,
} from "@switchboard/protocol";

export const NOON = Date.parse("2026-03-10T12:00:00.000Z");
export const ANNA: Person = { id: "usr_anna", name: "Anna Berg" };
export const BEN: Person = { id: "usr_ben", name: "Ben Okafor" };
export const WEB = { id: "chn_1", kind: "webchat", name: "Website" };

/** A channel as a conversation has it. */
export function aReach(over: Partial<Conversation["channels"][number]> = {}) {
  return { ...WEB, address: "ctc_kari", heard_at: minutes(0), opted_out: false, ...over };
}

export const KARI: Person = { id: "ctc_kari", name: "Kari Nordmann" };

export function minutes(count: number): string {
  return new Date(NOON + count * 60_000).toISOString();
}

/** A colleague, as all see them. */
export function aUser(over: Partial<User> = {}): User {
  return {
    ...BEN,
    email: "ben@example.com",
    title: null,
    photo_url: null,
    role: "agent",
    role_name: "Agent",
    active: true,
    availability: "available",
    pause: null,
    off: {},
    wrap_up_until: null,
    online: true,
    load: 0,
    limit: null,
    capacity: null,
    skills: [],
    time_zone: null,
    created_at: minutes(0),
    ...over,
  };
}

export function aTeam(
  over: Partial<Omit<Team, "routing">> & { routing?: Partial<Team["routing"]> },
): Team {
  return {
    id: "tm_1",
    name: "Sales",
    everyone: true,
    distribution: "manual",
    ownership: "shared",
    member_ids: [],
    managed_by: null,
    ...over,
    routing: {
      strategy: "least_loaded",
      order: "waiting",
      priority: 3,
      offer_seconds: 30,
      pause_missed: false,
      offer_url: null,
      offer_url_label: null,
      skills: [],
      relax_seconds: null,
      last_agent_seconds: 0,
      overflow: null,
      wrap_up_seconds: 0,
      silent_minutes: null,
      silent_to: "next",
      hours_id: null,
      sla_id: null,
      needs_disposition: null,
      ...over.routing,
    },
  };
}

const AGENT: Me["permissions"] = [
  "conversations.read_team",
  "conversations.reply",
  "conversations.note",
  "conversations.assign",
  "conversations.close",
  "contacts.manage",
];
const ADMIN: Me["permissions"] = [
  ...AGENT,
  "conversations.read_all",
  "conversations.close_any",
  "conversations.delete",
  "conversations.supervise",
  "shared.manage",
  "knowledge.manage",
  "reports.read",
  "people.manage",
  "teams.manage",
  "channels.manage",
  "settings.manage",
];

export function aMe(over: Partial<Me> = {}): Me {
  return {
    ...aUser({ ...ANNA, email: "anna@example.com" }),
    account: { id: "acc_1", name: "Nordlys" },
    accounts: 1,
    teams: [aTeam({})],
    permissions: over.role === "admin" ? ADMIN : AGENT,
    profile: {
      title: null,
      phone: null,
      language: null,
      country: null,
      time_zone: null,
      numbers: [],
    },
    preferences: { sorts: {}, undo_seconds: 0, enter_sends: true },
    ...over,
  };
}

export function aRow(over: Partial<Conversation> = {}): Conversation {
  return {
    id: "cnv_1",
    number: 1,
    status: "open",
    team_id: "tm_1",
    created_at: minutes(0),
    channel: WEB,
    channels: [aReach()],
    contact: { ...KARI, avatar_url: null },
    assignees: [],
    preview: { text: "Do you ship to Norway?", author: "customer" },
    last_entry_at: minutes(0),
    waiting_since: null,
    unreplied_since: null,
    topic: null,
    priority: null,
    important: false,
    snooze: null,
    labels: [],
    visible_to: null,
    version: 1,
    received_seq: 1,
    customer_read_seq: 0,
    offer: null,
    invitations: [],
    skills: [],
    weight: 1,
    disposition: null,
    sla: null,
    merged_into: null,
    merged: [],
    unread: false,
    starred: false,
    mentioned: false,
    private_labels: [],
    read_seq: 0,
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

const MESSAGE: MessageReceived["data"] = {
  text: "",
  format: "plain",
  channel_id: "chn_1",
  channel_kind: "webchat",
  client_id: null,
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

type Mail = NonNullable<MessageReceived["data"]["mail"]>;

export function aMail(over: Partial<Mail> = {}): Mail {
  return {
    subject: "Tent",
    from: "kari@example.com",
    to: [],
    cc: [],
    verdicts: {},
    html: false,
    cut: false,
    automatic: false,
    ...over,
  };
}

type Part = MessageReceived["data"]["attachments"][number];

export function aPart(over: Partial<Part>): Part {
  return {
    id: null,
    name: null,
    mime_type: null,
    size: null,
    kind: "file",
    voice: false,
    latitude: null,
    longitude: null,
    address: null,
    phones: [],
    reason: null,
    url: null,
    ...over,
  };
}

export function received(seq: number, over: Partial<MessageReceived> = {}): MessageReceived {
  return {
    ...entry(seq, "msg"),
    type: "message.received",
    actor: { kind: "customer", ...KARI },
    data: { ...MESSAGE, text: `question ${seq}` },
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
      ...MESSAGE,
      text: `answer ${seq}`,
      client_id: client_id ?? null,
      delivery: { status: "queued", error: null, at: minutes(seq), ...delivery },
      suggestion_id: null,
      sources: [],
      ai: null,
      original: null,
      language: null,
      shown_as: null,
    },
    ...over,
  };
}

export function aScheduled(over: Partial<Scheduled> = {}): Scheduled {
  return {
    id: "sch_1",
    conversation_id: "cnv_1",
    status: "waiting",
    reason: null,
    text: "Yes",
    format: "plain",
    attachments: [],
    channel_id: null,
    reply_to: null,
    options: [],
    subject: null,
    suggestion_id: null,
    translate_to: null,
    cc: null,
    send_at: minutes(0),
    hold: false,
    author: ANNA,
    created_at: minutes(0),
    ...over,
  };
}

export function note(seq: number, text: string, mentions: Person[] = []): Event {
  return {
    ...entry(seq, "evt"),
    type: "note.added",
    actor: { kind: "agent", ...ANNA },
    data: { text, parent_id: null, mentions, client_id: null, edited_at: null, deleted_at: null },
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

export function assigned(
  seq: number,
  actor: Person | null,
  assignees: Person[],
): ConversationAssigned {
  return {
    ...entry(seq, "evt"),
    type: "conversation.assigned",
    actor: actor ? { kind: "agent", ...actor } : { kind: "system", id: null, name: null },
    data: { assignees, decision: null, offer_id: null, taken_from: [] },
  };
}

export function closed(seq: number, actor: Person): Event {
  return {
    ...entry(seq, "evt"),
    type: "conversation.closed",
    actor: { kind: "agent", ...actor },
    data: { disposition: null, disposition_name: null },
  };
}

export function aLabel(over: Partial<Label> = {}): Label {
  return { id: "lbl_1", name: "Warranty", color: "#e5484d", scope: "team", team_id: null, ...over };
}

export function aView(filter: Partial<SavedView["filter"]>): SavedView {
  const none = { inbox: null, status: null, channel: null, team: null, label: null };
  return {
    id: "vw_1",
    name: "Urgent",
    scope: "private",
    team_id: null,
    filter: { ...none, priority: null, important: null, assignee: null, ...filter },
    sort: null,
    count: 1,
  };
}

export function aSuggestion(over: Partial<Suggestion> = {}): Suggestion {
  return {
    id: "sug_1",
    message_id: "msg_1",
    text: "Yes, we do.",
    source: { kind: "article", id: "art_1", title: "Shipping", url: null },
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
