/** Which suggested answers are worth showing under a thread. */
import type { Event, Suggestion } from "@switchboard/protocol";
import { m } from "../i18n/t";

/** What was taken into the box can be sent as it was all the same. */
const OPEN = new Set<Suggestion["state"]>(["offered", "edited"]);

/** Join what REST or a frame brought to what is held: the newest word on each message counts. */
export function withSuggestions(
  held: readonly Suggestion[],
  incoming: readonly Suggestion[],
): Suggestion[] {
  const told = new Set(incoming.map((each) => each.message_id));
  return [...held.filter((each) => !told.has(each.message_id)), ...incoming];
}

/** What was found for one message: it withdraws what was offered for those before it. */
export function withOffer(
  held: readonly Suggestion[],
  { message_id, suggestions }: { message_id: string; suggestions: readonly Suggestion[] },
): Suggestion[] {
  // Ids are in the order in which they were made.
  return [...held.filter((each) => each.message_id > message_id), ...suggestions];
}

/** Offered answers to the newest question that nobody has answered since, best first. */
export function offered(
  suggestions: readonly Suggestion[],
  events: readonly Event[],
): Suggestion[] {
  const answeredAt = events.findLast((event) => event.type === "message.sent")?.seq ?? 0;
  const seqs = new Map(events.map((event) => [event.id, event.seq]));
  // A suggestion may come before the message that it answers.
  const seqOf = (each: Suggestion) => seqs.get(each.message_id) ?? Number.POSITIVE_INFINITY;
  const newest = Math.max(...suggestions.map(seqOf));
  if (newest <= answeredAt) return [];
  return suggestions
    .filter((each) => OPEN.has(each.state) && seqOf(each) === newest)
    .sort((a, b) => b.score - a.score);
}

/** How likely an answer is the right one, as a word; the levels are those of the AI agent. */
export function sureness(score: number): "Sure" | "Likely" | "Maybe" {
  if (score >= 0.9) return m("Sure");
  return score >= 0.6 ? m("Likely") : m("Maybe");
}

export function withState(
  suggestions: readonly Suggestion[],
  id: string,
  state: Suggestion["state"],
): Suggestion[] {
  return suggestions.map((each) => (each.id === id ? { ...each, state } : each));
}
