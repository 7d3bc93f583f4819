/** Rules about how work finds its agents, as the screen needs them. */
import type { Disposition, Invitation, Offer, Sla } from "@switchboard/protocol";
import type { Conversation, Me } from "../api/types";
import { AI_AGENT } from "../text/people";
import type { Desk } from "./desk";
import { isMine, type Rows } from "./lists";

/** Something that the agent is asked: to take a conversation, or to join those who have it. */
export type Asked = { id: string; row: Conversation } & (
  | { kind: "offer"; offer: Offer }
  | { kind: "invitation"; invitation: Invitation }
);

function askedIn(row: Conversation, me: Me): Asked[] {
  if (row.status !== "open" || isMine(row, me.id)) return [];
  const { offer } = row;
  const asked: Asked[] =
    offer?.user.id === me.id ? [{ id: offer.id, kind: "offer", row, offer }] : [];
  const invitation = row.invitations.find(
    ({ to }) => to.id === me.id || me.teams.some((team) => team.id === to.id),
  );
  if (invitation) asked.push({ id: invitation.id, kind: "invitation", row, invitation });
  return asked;
}

let last: { rows: Rows; me: Me | null; asked: readonly Asked[] } = {
  rows: {},
  me: null,
  asked: [],
};

/** What the agent is asked now, offers before invitations and the oldest first; the same list while nothing of it changed. */
export function askedOf({ rows, me }: Pick<Desk, "rows" | "me">): readonly Asked[] {
  if (last.rows === rows && last.me === me) return last.asked;
  const found = me ? Object.values(rows).flatMap((row) => askedIn(row, me)) : [];
  // What runs out comes first.
  const rank = ({ kind, id }: Asked) => `${kind === "offer" ? 0 : 1}${id}`;
  found.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  const same =
    found.length === last.asked.length &&
    found.every((each, at) => each.id === last.asked[at]?.id && each.row === last.asked[at]?.row);
  last = { rows, me, asked: same ? last.asked : found };
  return last.asked;
}

/** When an offer ends by this machine's clock, in milliseconds since 1970. */
export const endOf = (offer: Offer, skew: number) => Date.parse(offer.until) + skew;

/** Whether the agent shares a conversation with other people, who can go on without them. */
export function isShared(row: Conversation, meId: string): boolean {
  return isMine(row, meId) && row.assignees.filter(({ id }) => id !== AI_AGENT).length > 1;
}

/** How all of these conversations can end. */
export function endingsOf(
  known: readonly Disposition[],
  rows: readonly Pick<Conversation, "team_id">[],
): Disposition[] {
  return known.filter(
    ({ team_ids }) => !team_ids || rows.every((row) => team_ids.includes(row.team_id)),
  );
}

export type Target = Sla["warned"][number];
const TARGETS: readonly Target[] = ["first", "next", "resolve"];

/** The promise that runs out next: what it is, by when, and how it stands. */
export type Due = { target: Target; at: string; state: "calm" | "warned" | "late" };

export function dueOf(sla: Sla, now: number): Due | null {
  const runs = TARGETS.flatMap((target) => {
    const at = sla[`${target}_due`];
    return at ? [{ target, at }] : [];
  });
  runs.sort((a, b) => (a.at < b.at ? -1 : 1));
  const [next] = runs;
  if (!next) return null;
  const late = Date.parse(next.at) <= now;
  const warned = sla.warned.includes(next.target);
  return { ...next, state: late ? "late" : warned ? "warned" : "calm" };
}
