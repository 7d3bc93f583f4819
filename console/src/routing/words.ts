/** What routing did, in words. */
import type { Decision, Routing } from "@switchboard/protocol";
import type { Colleague } from "../api/types";
import { list, m, t, tn } from "../i18n/t";

type Decided = Routing["decisions"][number];

/** One sentence for each of whom it is about: the reader, a colleague, nobody that is known. */
type Told = Readonly<Record<"me" | "other" | "none", string>>;

const KINDS: Readonly<Record<string, Told>> = {
  "offer.made": {
    me: m("Offered to you"),
    other: m("Offered to {name}"),
    none: m("Offered to a colleague"),
  },
  "offer.rejected": {
    me: m("You rejected it"),
    other: m("{name} rejected it"),
    none: m("A colleague rejected it"),
  },
  "offer.expired": {
    me: m("You did not answer in time"),
    other: m("{name} did not answer in time"),
    none: m("A colleague did not answer in time"),
  },
  "offer.withdrawn": {
    me: m("The offer to you was withdrawn"),
    other: m("The offer to {name} was withdrawn"),
    none: m("The offer to a colleague was withdrawn"),
  },
  "conversation.invited": {
    me: m("You were invited"),
    other: m("{name} was invited"),
    none: m("A colleague was invited"),
  },
  "conversation.joined": {
    me: m("You joined"),
    other: m("{name} joined"),
    none: m("A colleague joined"),
  },
  "invitation.ended": {
    me: m("The invitation of you ended"),
    other: m("The invitation of {name} ended"),
    none: m("The invitation of a colleague ended"),
  },
  "conversation.left": {
    me: m("You left"),
    other: m("{name} left"),
    none: m("A colleague left"),
  },
};

/** By who did it. */
type Done = Readonly<Record<"me" | "other" | "none", Told>>;

const TRANSFERRED: Done = {
  me: {
    me: m("You took it"),
    other: m("You transferred it to {name}"),
    none: m("You transferred it to a team's queue"),
  },
  other: {
    me: m("{by} transferred it to you"),
    other: m("{by} transferred it to {name}"),
    none: m("{by} transferred it to a team's queue"),
  },
  none: {
    me: m("Transferred to you"),
    other: m("Transferred to {name}"),
    none: m("Transferred to a team's queue"),
  },
};

const GIVEN: Done = {
  me: {
    me: m("You took it"),
    other: m("You assigned it to {name}"),
    none: m("You put it back into the queue"),
  },
  other: {
    me: m("{by} assigned it to you"),
    other: m("{by} assigned it to {name}"),
    none: m("{by} put it back into the queue"),
  },
  none: {
    me: m("Given to you"),
    other: m("Given to {name}"),
    none: m("Back in the queue"),
  },
};

/** What happened: to whom, and by whom where a person did it. */
export function decidedWords({ kind, user, by }: Decided, meId: string): string {
  const whose = (id: string) => (id === meId ? "me" : "other");
  const to = user ? whose(user.id) : "none";
  const from = by.kind === "agent" && by.id ? whose(by.id) : "none";
  const names = { name: user?.name ?? "", by: by.name ?? "" };
  const known = KINDS[kind];
  if (known) return t(known[to], names);
  if (kind === "conversation.transferred") return t(TRANSFERRED[from][to], names);
  if (from === "other" && user?.id === by.id) return t("{name} took it", names);
  return t(GIVEN[from][to], names);
}

const REASONS: Readonly<Record<string, string>> = {
  away: m("Away"),
  offline: m("Offline"),
  full: m("Full|busy agents"),
  paused: m("On a pause"),
  wrap_up: m("Wrapping up"),
  off: m("Logged out of the team"),
  skills: m("Without the skills"),
  passed: m("Had let it pass"),
  ringing: m("Another offer rang"),
  not_named: m("May not see it"),
};

const NAMED = 5;

/** One line for each reason, with the names of those whom it stopped. */
export function passedWords(
  passed: Decision["passed_over"],
  users: readonly Colleague[],
): string[] {
  return passed.map(({ reason, user_ids }) => {
    const people = user_ids.flatMap((id) => users.find((user) => user.id === id) ?? []);
    const names = people.slice(0, NAMED).map(({ name }) => name);
    const more = user_ids.length - names.length;
    if (more > 0) names.push(tn(more, "{count} other", "{count} others"));
    return t("{reason}: {names}", { reason: t(REASONS[reason] ?? reason), names: list(names) });
  });
}
