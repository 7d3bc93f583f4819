/** The sentences about handing a conversation on, and about what was promised. What was offered to
 * whom is told beside the thread instead (`routing/RoutingSection.tsx`). */
import type { Event, Person } from "@switchboard/protocol";
import { PROMISES } from "./promises";

/** A rule's own sentence, as the lines of the timeline end. */
export const withoutStop = (sentence: string) => sentence.replace(/\.$/, "");

/** Null for what is of another kind. `by`: who did it, at the beginning of a sentence. */
export function routingLines(event: Event, by: string, meId: string): string[] | null {
  const named = (person: Person) => (person.id === meId ? "you" : person.name);
  switch (event.type) {
    case "conversation.transferred": {
      const { to_user, from_team_id, decision, note } = event.data;
      if (decision) return [withoutStop(decision.reason)];
      const queue = from_team_id ? "the queue of another team" : "the team's queue";
      const line = `${by} transferred this to ${to_user ? named(to_user) : queue}`;
      return [note ? `${line}: “${note}”` : line];
    }
    case "conversation.invited":
      return [`${by} invited ${named(event.data.to)} to join`];
    case "conversation.joined":
      return [`${named(event.data.user)} joined the conversation`];
    case "conversation.left":
      return [`${named(event.data.user)} left the conversation`];
    case "invitation.ended": {
      const { how, to } = event.data;
      if (how === "declined") return [`${by} declined the invitation`];
      return [`${by} took back the invitation of ${named(to)}`];
    }
    case "sla.breached":
      return [`${PROMISES[event.data.target]} is late`];
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
