/** Why an agent may not do something with a conversation, in words; null when they may. */
import type { Conversation, Me } from "../api/types";
import { isMine } from "../state/lists";
import { isShared } from "../state/routing";
import { AI_AGENT } from "../text/people";

const CLOSED = "Reopen this conversation first";

/** Whether the agent's role allows something. */
export const may = (me: Me, permission: Me["permissions"][number]) =>
  me.permissions.includes(permission);

/** Whom a colleague takes it over from without asking. */
export const isWithAi = (row: Conversation) => isMine(row, AI_AGENT);

export function takeRefusal(row: Conversation, me: Me): string | null {
  if (row.status !== "open") return CLOSED;
  if (row.assignees.length === 0 || isWithAi(row)) return null;
  return isMine(row, me.id)
    ? "This conversation is yours"
    : `${row.assignees[0]?.name} has this conversation`;
}

export function closeRefusal(row: Conversation, me: Me): string | null {
  if (row.status !== "open") return "This conversation is closed";
  const allowed = may(me, "conversations.close_any") || isMine(row, me.id);
  return allowed ? null : "Only an assignee or an admin can close this. Take it first.";
}

export function transferRefusal(row: Conversation, me: Me): string | null {
  if (row.status !== "open") return CLOSED;
  return may(me, "conversations.assign") ? null : "Your role does not allow transfers";
}

export function inviteRefusal(row: Conversation, me: Me): string | null {
  const refusal = transferRefusal(row, me);
  if (refusal) return refusal;
  if (row.assignees.every(({ id }) => id === AI_AGENT)) return "Take this conversation first";
  const allowed = isMine(row, me.id) || me.role === "admin";
  return allowed ? null : "Only who has this conversation may invite others";
}

export function leaveRefusal(row: Conversation, me: Me): string | null {
  if (!isMine(row, me.id)) return "You don't have this conversation";
  return isShared(row, me.id) ? null : "Nobody else has it: close it or transfer it";
}

export function snoozeRefusal(row: Conversation): string | null {
  return row.status === "open" ? null : CLOSED;
}
