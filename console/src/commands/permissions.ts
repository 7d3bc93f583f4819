/** Why an agent may not do something with a conversation, in words; null when they may. */
import type { Conversation, Me } from "../api/types";
import { isMine } from "../state/lists";
import { AI_AGENT } from "../text/people";

/** Whom a colleague takes it over from without asking. */
export const isWithAi = (row: Conversation) => isMine(row, AI_AGENT);

export function takeRefusal(row: Conversation, me: Me): string | null {
  if (row.status !== "open") return "Reopen this conversation first";
  if (row.assignees.length === 0 || isWithAi(row)) return null;
  return isMine(row, me.id)
    ? "This conversation is yours"
    : `${row.assignees[0]?.name} has this conversation`;
}

export function closeRefusal(row: Conversation, me: Me): string | null {
  if (row.status !== "open") return "This conversation is closed";
  const may = me.role === "admin" || isMine(row, me.id);
  return may ? null : "Only an assignee or an admin can close this. Take it first.";
}

export function snoozeRefusal(row: Conversation): string | null {
  return row.status === "open" ? null : "Reopen this conversation first";
}
