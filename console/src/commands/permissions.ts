/** Why an agent may not do something with a conversation, in words; null when they may. */

import type { Conversation, Me } from "../api/types";
import { m, t } from "../i18n/t";
import { isMine } from "../state/lists";
import { isShared } from "../state/routing";
import { AI_AGENT } from "../text/people";

const CLOSED = m("Reopen this conversation first");

/** Whether the agent's role allows something. */
export const may = (me: Me, permission: Me["permissions"][number]) =>
  me.permissions.includes(permission);

/** Whom a colleague takes it over from without asking. */
export const isWithAi = (row: Conversation) => isMine(row, AI_AGENT);

export function takeRefusal(row: Conversation, me: Me): string | null {
  if (row.status !== "open") return t(CLOSED);
  if (row.assignees.length === 0 || isWithAi(row)) return null;
  return isMine(row, me.id)
    ? t("This conversation is yours")
    : t("{name} has this conversation", { name: row.assignees[0]?.name ?? "" });
}

export function closeRefusal(row: Conversation, me: Me): string | null {
  if (row.status !== "open") return t("This conversation is closed");
  const allowed = may(me, "conversations.close_any") || isMine(row, me.id);
  return allowed ? null : t("Only an assignee or an admin can close this. Take it first.");
}

export function transferRefusal(row: Conversation, me: Me): string | null {
  if (row.status !== "open") return t(CLOSED);
  return may(me, "conversations.assign") ? null : t("Your role does not allow transfers");
}

/** Whoever has it may, and an admin: the server knows no permission for that. */
export function inviteRefusal(row: Conversation, me: Me): string | null {
  const refusal = transferRefusal(row, me);
  if (refusal) return refusal;
  if (row.assignees.every(({ id }) => id === AI_AGENT)) return t("Take this conversation first");
  const allowed = isMine(row, me.id) || me.role === "admin";
  return allowed ? null : t("Only who has this conversation may invite others");
}

export function leaveRefusal(row: Conversation, me: Me): string | null {
  if (!isMine(row, me.id)) return t("You don't have this conversation");
  return isShared(row, me.id) ? null : t("Nobody else has it: close it or transfer it");
}

export function snoozeRefusal(row: Conversation): string | null {
  return row.status === "open" ? null : t(CLOSED);
}
