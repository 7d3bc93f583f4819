/** Carries what later entries say of a message or note over to it. */
import type { Delivery, Event } from "@switchboard/protocol";
import type { Written } from "../api/thread-types";

type Change = (entry: Written) => Written;

/** What one entry says of another, or null when it speaks for itself. */
function changeOf(event: Event): [id: string, change: Change] | null {
  const at = event.occurred_at;
  switch (event.type) {
    case "delivery.updated": {
      const { message_id, status, error } = event.data;
      return [message_id, (entry) => delivered(entry, { status, error: error ?? null, at })];
    }
    case "message.edited":
    case "note.edited": {
      const id = event.type === "note.edited" ? event.data.note_id : event.data.message_id;
      const { text } = event.data;
      const mentions = event.type === "note.edited" ? { mentions: event.data.mentions } : {};
      return [id, (entry) => edited(entry, { text, ...mentions }, at)];
    }
    case "message.deleted":
      return [event.data.message_id, (entry) => deleted(entry, at)];
    case "note.deleted":
      return [event.data.note_id, (entry) => deleted(entry, at)];
    case "message.reacted": {
      const { message_id, reactions } = event.data;
      return [message_id, (entry) => changed(entry, { reactions })];
    }
    case "message.labelled": {
      const { message_id, labels } = event.data;
      return [message_id, (entry) => changed(entry, { labels })];
    }
    default:
      return null;
  }
}

function changed(entry: Written, data: object): Written {
  return { ...entry, data: { ...entry.data, ...data } } as Written;
}

function delivered(entry: Written, delivery: Delivery): Written {
  if (entry.type !== "message.sent" || entry.data.delivery.at > delivery.at) return entry;
  return changed(entry, { delivery });
}

/** An older edit does not undo a newer one, which the message may have come with. */
function edited(entry: Written, data: object, at: string): Written {
  return (entry.data.edited_at ?? "") > at ? entry : changed(entry, { ...data, edited_at: at });
}

function deleted(entry: Written, at: string): Written {
  const emptied = entry.type === "note.added" ? {} : { attachments: [], reactions: [], mail: null };
  return changed(entry, { ...emptied, text: "", deleted_at: entry.data.deleted_at ?? at });
}

export function isWritten(event: Event): event is Written {
  return (
    event.type === "message.received" ||
    event.type === "message.sent" ||
    event.type === "note.added"
  );
}

/** Entries in their order, each as the later ones leave it. */
export function folded(events: Event[]): Event[] {
  const changes = new Map<string, Change[]>();
  for (const event of events) {
    const said = changeOf(event);
    if (!said) continue;
    const [id, change] = said;
    const earlier = changes.get(id);
    if (earlier) earlier.push(change);
    else changes.set(id, [change]);
  }
  if (changes.size === 0) return events;
  return events.map((event) => {
    const own = changes.get(event.id);
    if (!own || !isWritten(event)) return event;
    return own.reduce((entry: Written, change) => change(entry), event);
  });
}
