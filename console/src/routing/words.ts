/** What routing did, in words. */
import type { Decision, Routing } from "@switchboard/protocol";
import type { Colleague } from "../api/types";
import { namesOf } from "../text/people";

type Decided = Routing["decisions"][number];

const KINDS: Record<string, (who: string) => string> = {
  "offer.made": (who) => `Offered to ${who}`,
  "offer.rejected": (who) => `${who} rejected it`,
  "offer.expired": (who) => `${who} did not answer in time`,
  "offer.withdrawn": (who) => `The offer to ${who} was withdrawn`,
  "conversation.invited": (who) => `${who} was invited`,
  "conversation.joined": (who) => `${who} joined`,
  "invitation.ended": (who) => `The invitation of ${who} ended`,
  "conversation.left": (who) => `${who} left`,
};

const upper = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** What happened: to whom, and by whom where a person did it. */
export function decidedWords({ kind, user, by }: Decided, meId: string): string {
  const who = user ? (user.id === meId ? "you" : user.name) : null;
  const actor = by.kind === "agent" ? (by.id === meId ? "you" : by.name) : null;
  const known = KINDS[kind];
  if (known) return upper(known(who ?? "a colleague").replace(/^you was/, "you were"));
  if (kind === "conversation.transferred") {
    const to = who ?? "a team's queue";
    return actor ? upper(`${actor} transferred it to ${to}`) : `Transferred to ${to}`;
  }
  if (!who) return actor ? upper(`${actor} put it back into the queue`) : "Back in the queue";
  if (actor && user?.id === by.id) return upper(`${actor} took it`);
  return actor ? upper(`${actor} assigned it to ${who}`) : `Given to ${who}`;
}

const REASONS: Record<string, string> = {
  away: "Away",
  offline: "Offline",
  full: "Full",
  paused: "On a pause",
  wrap_up: "Wrapping up",
  off: "Logged out of the team",
  skills: "Without the skills",
  passed: "Had let it pass",
  ringing: "Another offer rang",
  not_named: "May not see it",
};

const NAMED = 5;

/** One line for each reason, with the names of those whom it stopped. */
export function passedWords(
  passed: Decision["passed_over"],
  users: readonly Colleague[],
): string[] {
  return passed.map(({ reason, user_ids }) => {
    const people = user_ids.flatMap((id) => users.find((user) => user.id === id) ?? []);
    const named = people.slice(0, NAMED);
    const more = user_ids.length - named.length;
    const others = { id: "", name: more === 1 ? "1 other" : `${more} others` };
    const told = namesOf(more > 0 ? [...named, others] : named, "nobody");
    return `${REASONS[reason] ?? reason}: ${told}`;
  });
}
