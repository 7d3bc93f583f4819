/** The sentences about handing a conversation on, and about what was promised. What was offered to
 * whom is told beside the thread instead (`routing/RoutingSection.tsx`). */
import type { Event } from "@switchboard/protocol";
import { m, t } from "../i18n/t";
import { by, doer } from "./by";
import { namesOf } from "./people";

const LATE = {
  first: m("The first reply is late"),
  next: m("The next reply is late"),
  resolve: m("The resolution is late"),
} as const;

/** A rule's own sentence, as the lines of the timeline end. */
export const withoutStop = (sentence: string) => sentence.replace(/\.$/, "");

function transferred(
  event: Extract<Event, { type: "conversation.transferred" }>,
  meId: string,
): string {
  const { to_user, from_team_id, to_team_name } = event.data;
  const to = to_user ? namesOf([to_user], meId) : to_team_name;
  if (to) {
    const given = {
      you: m("You transferred this to {to}"),
      other: m("{name} transferred this to {to}"),
    };
    return by(doer(event), meId, given, { to });
  }
  return by(
    doer(event),
    meId,
    from_team_id
      ? {
          you: m("You transferred this to the queue of another team"),
          other: m("{name} transferred this to the queue of another team"),
        }
      : {
          you: m("You transferred this to the team's queue"),
          other: m("{name} transferred this to the team's queue"),
        },
  );
}

/** Null for what is of another kind. */
export function routingLines(event: Event, meId: string): string[] | null {
  switch (event.type) {
    case "conversation.transferred": {
      const { decision, note } = event.data;
      if (decision) return [withoutStop(decision.reason)];
      const line = transferred(event, meId);
      return [note ? t("{line}: “{note}”", { line, note }) : line];
    }
    case "conversation.invited": {
      const invited = {
        you: m("You invited {guest} to join"),
        other: m("{name} invited {guest} to join"),
      };
      return [by(doer(event), meId, invited, { guest: namesOf([event.data.to], meId) })];
    }
    case "conversation.joined":
      return [
        by(event.data.user, meId, {
          you: m("You joined the conversation"),
          other: m("{name} joined the conversation"),
        }),
      ];
    case "conversation.left":
      return [
        by(event.data.user, meId, {
          you: m("You left the conversation"),
          other: m("{name} left the conversation"),
        }),
      ];
    case "invitation.ended": {
      const { how, to } = event.data;
      if (how === "declined") {
        const declined = {
          you: m("You declined the invitation"),
          other: m("{name} declined the invitation"),
        };
        return [by(doer(event), meId, declined)];
      }
      const ended = {
        you: m("You took back the invitation of {guest}"),
        other: m("{name} took back the invitation of {guest}"),
      };
      return [by(doer(event), meId, ended, { guest: namesOf([to], meId) })];
    }
    case "sla.breached":
      return [t(LATE[event.data.target])];
    default:
      return null;
  }
}

/** Entries that say themselves who has the conversation from now on. */
const TELLS = new Set<Event["type"]>([
  "conversation.handed_over",
  "conversation.transferred",
  "conversation.joined",
  "conversation.left",
]);

export const tellsWho = (event: Event) => TELLS.has(event.type);
