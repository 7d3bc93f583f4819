/** Turns timeline entries into what is drawn: days, lines about changes, and groups of messages. */
import type { Actor, Event, MessageReceived, MessageSent, NoteAdded } from "@switchboard/protocol";
import { linesOf } from "../text/lines";
import { dayOf } from "../text/time";

export type Written = MessageReceived | MessageSent | NoteAdded;

export type Group = {
  kind: "group";
  key: string;
  /** `note` groups are for colleagues only. */
  look: "customer" | "own" | "note";
  actor: Actor;
  entries: Written[];
};

export type Item =
  | { kind: "day"; key: string; iso: string }
  | { kind: "line"; key: string; iso: string; text: string }
  | Group;

const GROUP_WITHIN_MS = 5 * 60_000;

function isWritten(event: Event): event is Written {
  return (
    event.type === "message.received" ||
    event.type === "message.sent" ||
    event.type === "note.added"
  );
}

function lookOf(event: Written): Group["look"] {
  if (event.type === "note.added") return "note";
  return event.type === "message.received" ? "customer" : "own";
}

function continues(group: Group, event: Written): boolean {
  const last = group.entries.at(-1) as Written;
  return (
    group.look === lookOf(event) &&
    group.actor.id === event.actor.id &&
    group.actor.kind === event.actor.kind &&
    Date.parse(event.occurred_at) - Date.parse(last.occurred_at) < GROUP_WITHIN_MS
  );
}

export function threadItems(events: readonly Event[], meId: string): Item[] {
  const items: Item[] = [];
  let day = "";
  for (const event of events) {
    if (event.type === "delivery.updated") continue;
    const iso = event.occurred_at;
    if (dayOf(iso) !== day) {
      day = dayOf(iso);
      items.push({ kind: "day", key: `day-${day}`, iso });
    }
    for (const text of linesOf(event, meId)) {
      items.push({ kind: "line", key: `${event.id}-${text}`, iso, text });
    }
    if (!isWritten(event)) continue;
    const last = items.at(-1);
    if (last?.kind === "group" && continues(last, event)) last.entries.push(event);
    else {
      items.push({
        kind: "group",
        key: event.id,
        look: lookOf(event),
        actor: event.actor,
        entries: [event],
      });
    }
  }
  return items;
}
