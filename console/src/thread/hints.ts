/** The one sentence under the box that an agent should know before sending. */
import type { Conversation, Me } from "../api/types";
import { isWithAi } from "../commands/permissions";
import type { Kind } from "../state/thread";
import type { Capabilities } from "./capabilities";

type Facts = {
  row: Conversation;
  me: Me;
  kind: Kind;
  able: Capabilities;
  offline: boolean;
  /** For how long the channel still lets us write, once that is worth a thought. */
  closesIn: string | null;
};

export function hintOf({ row, me, kind, able, offline, closesIn }: Facts): string {
  if (offline) return "You're offline. Your text is kept until you're back.";
  if (kind === "note") return "Only your colleagues see notes";
  if (closesIn) return `Window closes in ${closesIn}`;
  if (row.status === "closed") return "Replying will reopen this conversation";
  if (isWithAi(row)) return `Replying takes this over from ${row.assignees[0]?.name}`;
  const others = row.assignees.length > 0 && row.assignees.every((person) => person.id !== me.id);
  if (others) return `${row.assignees[0]?.name} has this conversation`;
  return able.markdown ? "" : "Plain text only";
}
