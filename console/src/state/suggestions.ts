/** Which suggested answers are worth showing under a thread. */
import type { Event, Suggestion } from "@switchboard/protocol";

/** Join what REST or a frame brought to what is held: the newest word on each message counts. */
export function withSuggestions(
  held: readonly Suggestion[],
  incoming: readonly Suggestion[],
): Suggestion[] {
  const told = new Set(incoming.map((each) => each.message_id));
  return [...held.filter((each) => !told.has(each.message_id)), ...incoming];
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
    .filter((each) => each.state === "offered" && seqOf(each) === newest)
    .sort((a, b) => b.score - a.score);
}

export function withState(
  suggestions: readonly Suggestion[],
  id: string,
  state: Suggestion["state"],
): Suggestion[] {
  return suggestions.map((each) => (each.id === id ? { ...each, state } : each));
}
