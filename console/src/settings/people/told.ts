/** How colleagues are, in words. */
import type { Team, User } from "../../api/people-types";
import { m, t } from "../../i18n/t";
import { pauseName } from "../../presence/words";
import type { Told } from "../channels/health";

const BUILT_IN: Readonly<Record<string, string>> = { admin: m("Admin"), agent: m("Agent") };

/** A role's name: what the company calls it, or our word for one that every company has. */
export const roleName = (id: string, name: string) => {
  const known = BUILT_IN[id];
  return known ? t(known) : name;
};

/** What they are doing now, as others need to know it. */
export function presence(user: User, now: number): Told {
  const told = (tone: Told["tone"], title: string): Told => ({ tone, title, text: "" });
  if (!user.active) return told("off", t("Deactivated"));
  if (!user.online) return told("off", t("Offline"));
  if (user.availability === "away")
    return told("warn", user.pause ? pauseName(user.pause) : t("Away"));
  if (user.wrap_up_until && Date.parse(user.wrap_up_until) > now) return told("warn", t("Wrap-up"));
  return told("ok", t("Available"));
}

/** "2 of 5", or only the first where nothing limits it. */
export const loadOf = ({ load, capacity }: User) =>
  capacity === null ? String(load) : t("{load} of {capacity}", { load, capacity });

/** The teams of somebody besides the one of everybody. */
export const teamsOf = (user: User, teams: readonly Team[]) =>
  teams.filter((team) => !team.everyone && team.member_ids.includes(user.id));

/** Whether the words are in their name, address, title, role or teams. */
export function isFound(user: User, teams: readonly Team[], words: string): boolean {
  const names = teamsOf(user, teams).map((team) => team.name);
  const about = [
    user.name,
    user.email,
    user.title ?? "",
    roleName(user.role, user.role_name),
    ...names,
  ];
  const held = about.join(" ").toLocaleLowerCase();
  return words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => held.includes(word));
}

/** What happens when somebody is deactivated. */
export function afterwards({ name, load }: User): string[] {
  return [
    t("{name} is signed out everywhere at once, and can't sign in any more.", { name }),
    load > 0
      ? t("Their open conversations go back to Unassigned of the team that has each.")
      : t("They have no open conversation, so nothing has to be handed on."),
    t("What they wrote stays in their name. You can let them in again at any time."),
  ];
}
