/** Colleagues and teams to choose from, with what tells whether now is a good moment. */

import type { Team } from "@switchboard/protocol";
import { Users } from "lucide-react";
import { useEffect } from "react";
import type { Colleague } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { t, tn } from "../i18n/t";
import { isFull, loadWord, standWord, toneOf } from "../presence/words";
import { Avatar } from "../ui/Avatar";
import type { Option } from "../ui/Picker";
import { useNow } from "../ui/RelativeTime";
import styles from "./pickers.module.css";
import { usePeople } from "./usePicked";

const RANKS = { available: 1, busy: 3, away: 4, offline: 5 };

/** Whoever takes work comes first, and of those whoever has the least to do; then by name. */
export function byReadiness(meId: string, now: number) {
  const rank = (user: Colleague) => {
    if (user.id === meId) return 0;
    const tone = toneOf(user, now);
    return tone === "available" && isFull(user) ? 2 : RANKS[tone];
  };
  return (a: Colleague, b: Colleague) =>
    rank(a) - rank(b) || (a.load ?? 0) - (b.load ?? 0) || a.name.localeCompare(b.name);
}

function Fact({ user, now }: { user: Colleague; now: number }) {
  const load = loadWord(user);
  return (
    <>
      <span className={styles.dot} data-tone={toneOf(user, now)} />
      {standWord(user, now)}
      {load && (
        <span className={styles.load} data-full={isFull(user)}>
          {" · "}
          {load}
        </span>
      )}
    </>
  );
}

/** A colleague as a choice. Whoever is away or full can be chosen all the same: people decide. */
export function personOption(user: Colleague, meId: string, now: number): Option {
  return {
    id: user.id,
    name: user.id === meId ? t("{name} (you)", { name: user.name }) : user.name,
    also: [user.email, user.title, ...(user.skills ?? [])].filter(Boolean).join(" "),
    icon: <Avatar person={{ ...user, avatar_url: user.photo_url }} size={20} />,
    fact: <Fact user={user} now={now} />,
  };
}

/** A team as a choice, with how many of it would get something now. */
function teamOption(team: Team, users: readonly Colleague[], now: number): Option {
  const members = team.everyone ? users : users.filter(({ id }) => team.member_ids.includes(id));
  const ready = members.filter((user) => toneOf(user, now) === "available" && !isFull(user));
  return {
    id: team.id,
    name: team.name,
    also: t("team queue"),
    icon: <Users aria-hidden="true" />,
    fact:
      ready.length > 0
        ? tn(ready.length, "{count} available", "{count} available")
        : t("nobody available"),
    section: t("Teams"),
  };
}

/** Everybody and every team, those first who have time. `busy`: they are still to come. */
export function useTargets(): { people: Option[]; teams: Option[]; busy: boolean } {
  const { loadTeams } = useActions();
  const me = useDesk((desk) => desk.me);
  const teams = useDesk((desk) => desk.teams);
  const users = usePeople();
  const now = useNow();
  useEffect(() => {
    loadTeams();
  }, [loadTeams]);
  const meId = me?.id ?? "";
  const people = users
    .filter((user) => user.active !== false)
    .sort(byReadiness(meId, now))
    .map((user) => ({ ...personOption(user, meId, now), section: t("People") }));
  return {
    people,
    teams: teams.map((team) => teamOption(team, users, now)),
    busy: users.length === 0,
  };
}
