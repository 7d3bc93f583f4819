/** What the audit log tells, as people say it. */
import type { ReactNode } from "react";
import type { Audited } from "../../api/people-types";
import { m } from "../../i18n/t";
import { tx } from "../../i18n/tx";
import { capital } from "../../text/people";

/** What an action did, after the name of who did it. */
const DONE: Readonly<Record<string, string>> = {
  "invitation.created": m("Invited {name}"),
  "invitation.resent": m("Invited again: {name}"),
  "invitation.revoked": m("Took back the invitation of {name}"),
  "session.begun": m("Signed in"),
  "session.ended": m("Signed out"),
  "session.refused": m("Was refused at sign-in"),
  "user.joined": m("Joined|the company"),
  "user.password_reset": m("Set a new password"),
  "user.password_changed": m("Changed their password"),
  "user.availability_set": m("Set the presence of {name}"),
  "settings.updated": m("Changed the settings"),
  "settings.key_renewed": m("Renewed the configuration key"),
  "user.created": m("Created the person {name}"),
  "user.updated": m("Changed the person {name}"),
  "user.deactivated": m("Deactivated the person {name}"),
  "user.reactivated": m("Reactivated the person {name}"),
  "role.created": m("Created the role {name}"),
  "role.updated": m("Changed the role {name}"),
  "role.deleted": m("Deleted the role {name}"),
  "team.created": m("Created the team {name}"),
  "team.updated": m("Changed the team {name}"),
  "team.deleted": m("Deleted the team {name}"),
  "channel.connected": m("Connected the channel {name}"),
  "channel.updated": m("Changed the channel {name}"),
  "channel.deleted": m("Deleted the channel {name}"),
  "conversation.exported": m("Exported the conversation {name}"),
  "conversation.deleted": m("Deleted the conversation {name}"),
  "identity.connected": m("Connected the connected account {name}"),
  "identity.removed": m("Removed the connected account {name}"),
  "hours.created": m("Created the office hours {name}"),
  "hours.updated": m("Changed the office hours {name}"),
  "hours.deleted": m("Deleted the office hours {name}"),
  "sla.created": m("Created the service level {name}"),
  "sla.updated": m("Changed the service level {name}"),
  "sla.deleted": m("Deleted the service level {name}"),
  "disposition.created": m("Created the disposition {name}"),
  "disposition.updated": m("Changed the disposition {name}"),
  "disposition.deleted": m("Deleted the disposition {name}"),
  "auto_reply.created": m("Created the auto-reply {name}"),
  "auto_reply.updated": m("Changed the auto-reply {name}"),
  "auto_reply.deleted": m("Deleted the auto-reply {name}"),
  "pause_reason.created": m("Created the pause reason {name}"),
  "pause_reason.updated": m("Changed the pause reason {name}"),
  "pause_reason.deleted": m("Deleted the pause reason {name}"),
};
/** What an action is about, by its first part. */
export const THINGS: Readonly<Record<string, string>> = {
  user: m("Person"),
  invitation: m("Invitation"),
  role: m("Role"),
  team: m("Team"),
  settings: m("Settings"),
  channel: m("Channel"),
  conversation: m("Conversation"),
  identity: m("Connected account"),
  session: m("Session"),
  hours: m("Office hours"),
  sla: m("Service level"),
  disposition: m("Disposition"),
  auto_reply: m("Auto-reply"),
  pause_reason: m("Pause reason"),
};

const plain = (text: string) => text.replaceAll("_", " ");

/** "Changed the team Sales"; `name` is what it was done to. An action that is newer than this
 * console is told by its own name. */
export function didWhat(action: string, name: ReactNode): ReactNode {
  const known = DONE[action];
  if (known) return tx(known, { name });
  const [kind = "", done = ""] = action.split(".");
  return tx("{done} the {thing} {name}", { done: capital(plain(done)), thing: plain(kind), name });
}

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
