/** What the audit log tells, as people say it. */
import type { Audited } from "../../api/people-types";

/** What can be done to a thing, by the second part of an action. */
const DONE: Readonly<Record<string, string>> = {
  created: "created",
  updated: "changed",
  deleted: "deleted",
  connected: "connected",
  removed: "removed",
  resent: "sent again",
  revoked: "took back",
  exported: "exported",
  deactivated: "deactivated",
  reactivated: "reactivated",
};
/** What a thing is called, by the first part of an action. */
export const THINGS: Readonly<Record<string, string>> = {
  user: "person",
  invitation: "invitation",
  role: "role",
  team: "team",
  settings: "settings",
  channel: "channel",
  conversation: "conversation",
  identity: "connected account",
  session: "session",
  hours: "office hours",
  sla: "service level",
  disposition: "disposition",
  auto_reply: "auto-reply",
  pause_reason: "pause reason",
};
const WHOLE: Readonly<Record<string, string>> = {
  "invitation.created": "invited",
  "invitation.resent": "invited again:",
  "invitation.revoked": "took back the invitation of",
  "session.begun": "signed in",
  "session.ended": "signed out",
  "session.refused": "was refused at sign-in",
  "user.password_changed": "changed their password",
  "user.availability_set": "set the presence of",
  "settings.updated": "changed the settings",
  "settings.key_renewed": "renewed the configuration key",
};

const plain = (text: string) => text.replaceAll("_", " ");

/** "changed the team", after the name of who did it. */
export function didWhat(action: string): string {
  const whole = WHOLE[action];
  if (whole) return whole;
  const [kind = "", done = ""] = action.split(".");
  return `${DONE[done] ?? plain(done)} the ${THINGS[kind] ?? plain(kind)}`;
}

/** What it was done to; nothing where the sentence says it already. */
export const toWhat = ({ action, object }: Audited) =>
  object.name ?? (action in WHOLE ? "" : (object.id ?? ""));

/** "limit: 5, name: Sales": what is small enough to be told. */
export function detailText(detail: Audited["detail"]): string {
  return Object.entries(detail)
    .map(
      ([name, value]) =>
        `${plain(name)}: ${typeof value === "object" ? JSON.stringify(value) : value}`,
    )
    .join(", ");
}

/** From the first minute of one day to the last of another, where the reader is. */
export function between(from: string, to: string): { since?: string; until?: string } {
  const moment = (day: string, time: string) => new Date(`${day}T${time}`).toISOString();
  return {
    ...(from && { since: moment(from, "00:00:00") }),
    ...(to && { until: moment(to, "23:59:59.999") }),
  };
}
