/** What a frame from the socket makes of the desk. */
import type {
  Conversation,
  Event,
  Frame,
  Notification,
  PresenceFrame,
  ReadFrame,
} from "@switchboard/protocol";
import { t } from "../i18n/t";
import {
  type Desk,
  membershipOf,
  withEvents,
  withFields,
  withOffers,
  withoutRow,
  withRow,
  withToast,
} from "./desk";
import { withoutTypist, withTyping, withViewers } from "./presence";

function announce(event: Event, row: Conversation | undefined): string | null {
  if (event.type !== "message.received") return null;
  const name = row?.contact.name ?? event.actor.name ?? t("a customer");
  return t("New message from {name}: {text}", { name, text: event.data.text });
}

/** Whether an entry asks for the agent's eyes: the customer, a snooze that ended, a mention. */
function asks(desk: Desk, event: Event): { news: boolean; mentioned: boolean } {
  const { userId, teamIds } = membershipOf(desk);
  const mentions = event.type === "note.added" ? event.data.mentions : [];
  const mentioned = mentions.some(({ id }) => id === userId || teamIds.includes(id));
  const woken = event.type === "conversation.woken";
  return { news: mentioned || woken || event.type === "message.received", mentioned };
}

/** Restricted without the agent, or deleted: no word of it may stay on the screen. */
function isLost(desk: Desk, event: Event, row: Conversation | undefined): boolean {
  if (event.type === "conversation.deleted") return true;
  const named = row ? row.visible_to : event.changes.visible_to;
  return !!named && !named.some((person) => person.id === desk.me?.id);
}

function withEventFrame(
  desk: Desk,
  event: Event,
  row: Conversation | undefined,
  watched: boolean,
): Desk {
  const id = event.conversation_id;
  if (isLost(desk, event, row)) return withoutRow(desk, id);
  const before = desk.rows[id];
  const { news, mentioned } = asks(desk, event);
  const isNews = news && event.seq > (before?.version ?? 0);
  const seen = watched && desk.openId === id && desk.threads[id]?.state === "ready";
  const unread = isNews ? !seen : before?.unread;
  const own = { unread: unread ?? false, mentioned: mentioned || (before?.mentioned ?? false) };
  const placed = row ? withRow(desk, { ...row, ...own }) : desk;
  const next = withEvents(placed, id, [event]);
  const typing = withoutTypist(next, id, event.actor.id ?? null);
  const announcement = (isNews && announce(event, row)) || next.announcement;
  return { ...next, typing, announcement };
}

function withRead(desk: Desk, { conversation_id, by, user_id, up_to }: ReadFrame): Desk {
  const id = conversation_id ?? "";
  const row = desk.rows[id];
  if (!row) return desk;
  if (by === "customer") {
    return withFields(desk, id, { customer_read_seq: Math.max(row.customer_read_seq, up_to) });
  }
  if (user_id !== desk.me?.id) return desk;
  // Read in another window of the same agent.
  const unread = up_to < row.received_seq && (row.unread ?? false);
  return withFields(desk, id, { unread, read_seq: up_to });
}

/** What a frame tells of somebody: whether they are there, and all that goes with whether they take
 * work, where that is news. */
function standOf({ online, availability, pause, off, wrap_up_until, load }: PresenceFrame) {
  return {
    online,
    ...(availability && { availability, pause, wrap_up_until, ...(off && { off }) }),
    ...(typeof load === "number" && { load }),
  };
}

/** What a frame makes of the desk; `watched` says whether the agent has the page before their eyes. */
export function withFrame(desk: Desk, frame: Frame, watched: boolean, now: number): Desk {
  const meId = desk.me?.id ?? "";
  switch (frame.type) {
    case "suggestion.ready":
      return withOffers(desk, frame.conversation_id, frame.data);
    case "message.translated": {
      const { data } = frame;
      const held = desk.translations[data.message_id];
      const translations = {
        ...desk.translations,
        [data.message_id]: { ...data, original: held?.original ?? false },
      };
      return { ...desk, translations };
    }
    case "notification.created":
      return withNotification(desk, frame.data, watched);
    case "viewing":
      return { ...desk, viewers: withViewers(desk, frame, meId) };
    case "typing":
      return { ...desk, typing: withTyping(desk, frame, meId, now) };
    case "read":
      return withRead(desk, frame);
    case "conversation.hidden":
      return withoutRow(desk, frame.conversation_id);
    case "presence": {
      const { user_id } = frame;
      const stand = standOf(frame);
      const users = desk.users.map((user) => (user.id === user_id ? { ...user, ...stand } : user));
      if (user_id !== meId || !desk.me) return { ...desk, users };
      return { ...desk, users, me: { ...desk.me, ...stand } };
    }
    default: {
      if (!("seq" in frame)) return desk;
      const { conversation, ...event } = frame;
      // An offer runs out by the server's clock, so the difference matters.
      const skew = frame.type === "offer.made" ? now - Date.parse(frame.occurred_at) : desk.skew;
      return withEventFrame({ ...desk, skew }, event as Event, conversation, watched);
    }
  }
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
