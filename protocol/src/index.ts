/** The words that the API, the socket and both clients share: shapes of answers, events and frames. */

export type Person = { id: string; name: string };
export type Role = "admin" | "agent";
export type Availability = "available" | "away";

export type User = {
  id: string;
  email: string;
  name: string;
  role: Role;
  availability: Availability;
  online: boolean;
  created_at: string;
};

export type Team = {
  id: string;
  name: string;
  everyone: boolean;
  distribution: "manual" | "automatic";
  member_ids: string[];
};

export type Me = User & { account: { id: string; name: string }; teams: Team[] };

export type ChannelKind = "webchat" | "twilio_sms";
export type ActorKind = "customer" | "agent" | "ai_agent" | "auto_responder" | "system";
export type ConversationStatus = "open" | "closed" | "deleted";

/** A list row, and the conversation itself. `version` is the `seq` of its newest timeline entry. */
export type Conversation = {
  id: string;
  status: ConversationStatus;
  team_id: string;
  created_at: string;
  channel: { id: string; kind: ChannelKind; name: string };
  contact: Person;
  assignees: Person[];
  preview: { text: string; author: ActorKind } | null;
  last_entry_at: string;
  waiting_since: string | null;
  unreplied_since: string | null;
  version: number;
  /** For the caller, and in REST answers only. */
  unread?: boolean;
};

export type InboxId = "me" | "unassigned" | "all" | `team:${string}`;

/** `open` is at most 100, which means 99+. */
export type Inbox = { id: InboxId; name: string; open: number };

export type DeliveryStatus = "queued" | "sent" | "delivered" | "read" | "failed";
export type Delivery = { status: DeliveryStatus; error: string | null; at: string };

export type Actor = { kind: ActorKind; id: string | null; name: string | null };

/** What else the same change did to the conversation. */
export type Changes = { status?: "open" | "closed"; assignees?: Person[]; created?: true };

type Entry<Type extends string, Data> = {
  id: string;
  type: Type;
  account_id: string;
  conversation_id: string;
  /** Dense in its conversation, from 1. */
  seq: number;
  occurred_at: string;
  actor: Actor;
  data: Data;
  version: 1;
  changes: Changes;
};

export type MessageReceived = Entry<
  "message.received",
  { text: string; channel_id: string; channel_kind: ChannelKind; client_id: string | null }
>;
export type MessageSent = Entry<
  "message.sent",
  {
    text: string;
    channel_id: string;
    channel_kind: ChannelKind;
    client_id: string | null;
    delivery: Delivery;
    suggestion_id: string | null;
  }
>;
export type NoteAdded = Entry<
  "note.added",
  { text: string; parent_id: string | null; mentions: string[] }
>;
export type ConversationAssigned = Entry<"conversation.assigned", { assignees: Person[] }>;
export type ConversationClosed = Entry<"conversation.closed", { disposition: string | null }>;
export type ConversationReopened = Entry<"conversation.reopened", Record<string, never>>;
export type DeliveryUpdated = Entry<
  "delivery.updated",
  { message_id: string; status: DeliveryStatus; error: string | null }
>;

/** A timeline entry, a bus event and a socket frame are one and the same fact. */
export type Event =
  | MessageReceived
  | MessageSent
  | NoteAdded
  | ConversationAssigned
  | ConversationClosed
  | ConversationReopened
  | DeliveryUpdated;

export type Suggestion = {
  id: string;
  message_id: string;
  text: string;
  source: { kind: "article" | "answer"; id: string; title: string };
  score: number;
  state: "offered" | "sent" | "edited" | "rejected";
};

export type Notification = {
  id: string;
  kind: "queue.rising" | "conversation.reopened" | "conversation.assigned";
  title: string;
  text: string;
  conversation_id: string | null;
  created_at: string;
  read_at: string | null;
};

export type Page<Item> = { items: Item[]; next_cursor: string | null };

export type SignedIn = {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  user: User;
};
export type Refreshed = { access_token: string; expires_in: number };

export type Ticket = { ticket: string; url: string; expires_in: number };

/** RFC 9457; further members (such as `winner`) are facts of the particular problem. */
export type ProblemBody = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  errors?: { field: string; message: string }[];
};

/** Visitors see no row; agents get the row as it stands after the change. */
export type EventFrame = Event & { conversation?: Conversation };
export type SuggestionReadyFrame = {
  type: "suggestion.ready";
  conversation_id: string;
  data: { message_id: string; suggestions: Suggestion[] };
};
export type NotificationFrame = { type: "notification.created"; data: Notification };
export type PresenceFrame = {
  type: "presence";
  user_id: string;
  online: boolean;
  /** Null when it has not changed. */
  availability: Availability | null;
};
export type ResumedFrame = { type: "resumed"; conversation_id: string; last_seq: number };
export type PongFrame = { type: "pong" };

/** Everything the server may say over the socket. */
export type Frame =
  | EventFrame
  | SuggestionReadyFrame
  | NotificationFrame
  | PresenceFrame
  | ResumedFrame
  | PongFrame;

/** Everything a client may say over the socket. */
export type ClientFrame =
  | { type: "ping" }
  | { type: "resume"; conversation_id: string; after_seq: number }
  | { type: "typing" | "view"; conversation_id: string };

export type Visit = {
  token: string;
  expires_at: string;
  contact: Person;
  widget: { id: string; name: string; company: string; greeting: string; color: string };
};

export type VisitorTimeline = Page<Event> & {
  conversation: { id: string; status: ConversationStatus } | null;
};
