/** What an agent may do with an entry, and why not; the server decides in the end. */
import type { Message, Note } from "../api/thread-types";
import type { Channel, Me, Rules } from "../api/types";
import { may } from "../commands/permissions";
import { t, tn } from "../i18n/t";
import { capabilitiesOf } from "./capabilities";

const DEFAULT_EDIT_MINUTES = 15;

export function isOwn(entry: Message | Note, me: Me): boolean {
  return entry.actor.kind === "agent" && entry.actor.id === me.id;
}

/** Its author may change it, and an admin, as far as their role lets them write at all. */
function mayChange(entry: Message | Note, me: Me): boolean {
  const needed = entry.type === "note.added" ? "conversations.note" : "conversations.reply";
  return may(me, needed) && (isOwn(entry, me) || me.role === "admin");
}

/** Null when it may be edited; a sentence when it may not; undefined where it is no question. */
export function editRefusal(
  entry: Message | Note,
  me: Me,
  { rules, channels }: { rules: Rules | null; channels: readonly Channel[] },
  now: number,
): string | null | undefined {
  if (entry.data.deleted_at || entry.type === "message.received") return undefined;
  if (!mayChange(entry, me)) return undefined;
  if (entry.type === "note.added") return null;
  if (!isOwn(entry, me)) return undefined;
  if (!capabilitiesOf(channels, entry.data.channel_id).edits)
    return t("This channel can't change messages");
  const minutes = rules?.edit_minutes ?? DEFAULT_EDIT_MINUTES;
  const age = now - Date.parse(entry.occurred_at);
  if (age <= minutes * 60_000) return null;
  return tn(
    minutes,
    "Possible for {count} minute after sending",
    "Possible for {count} minutes after sending",
  );
}

export function mayDelete(entry: Message | Note, me: Me): boolean {
  if (entry.data.deleted_at || entry.type === "message.received") return false;
  return mayChange(entry, me);
}
