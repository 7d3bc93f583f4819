/** What each part of a team does now, in one sentence. */
import type { Team, TeamRouting, User } from "../../api/people-types";
import { list, m, t, tn } from "../../i18n/t";

export type Distribution = Team["distribution"];
type Named = { id: string; name: string };

/** "30 seconds", "2 minutes", "1 hour 30 minutes". */
export function duration(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = seconds % 60;
  const said = [
    hours > 0 && tn(hours, "{count} hour", "{count} hours"),
    minutes > 0 && tn(minutes, "{count} minute", "{count} minutes"),
    (rest > 0 || seconds === 0) && tn(rest, "{count} second", "{count} seconds"),
  ];
  return said.filter(Boolean).join(" ");
}

const nameOf = (id: string | null, things: readonly Named[]) =>
  things.find((each) => each.id === id)?.name;

export function members(team: Pick<Team, "everyone" | "member_ids">, users: readonly User[]) {
  if (team.everyone) return t("Everybody of the company is in it.");
  const all = users.filter((user) => team.member_ids.includes(user.id)).map((user) => user.name);
  if (all.length === 0) return t("Nobody is in it yet.");
  const names = all.slice(0, 3).join(", ");
  return all.length > 3
    ? tn(all.length - 3, "{names} and {count} more.", "{names} and {count} more.", { names })
    : `${names}.`;
}

const GIVEN: Record<TeamRouting["strategy"], string> = {
  least_loaded: m("Each goes to whoever has the least to do."),
  round_robin: m("Each goes to whose turn it is."),
  longest_idle: m("Each goes to whoever has had nothing new for longest."),
};
const OFFERED: Record<TeamRouting["strategy"], string> = {
  least_loaded: m("Each is offered to whoever has the least to do."),
  round_robin: m("Each is offered to whose turn it is."),
  longest_idle: m("Each is offered to whoever has had nothing new for longest."),
};

export function distribution(kind: Distribution, strategy: TeamRouting["strategy"]): string {
  if (kind === "manual") return t("Conversations wait until somebody takes them.");
  return t((kind === "automatic" ? GIVEN : OFFERED)[strategy]);
}

const ORDER: Record<TeamRouting["order"], string> = {
  waiting: m(
    "Who waits longest is served first; of an agent's teams this is of priority {priority}.",
  ),
  oldest: m(
    "The oldest conversation is served first; of an agent's teams this is of priority {priority}.",
  ),
  vip: m(
    "The highest priority is served first, then who waits longest; of an agent's teams this is of priority {priority}.",
  ),
};

export const order = ({ order, priority }: TeamRouting) => t(ORDER[order], { priority });

export function offers({ offer_seconds, pause_missed, offer_url }: TeamRouting): string {
  const time = duration(offer_seconds);
  const stands = pause_missed
    ? t("An offer stands {time}, then goes to the next agent; who misses it is paused.", { time })
    : t("An offer stands {time}, then goes to the next agent.", { time });
  return offer_url ? `${stands} ${t("A button opens your page.")}` : stands;
}

export function skills({ skills, relax_seconds }: TeamRouting): string {
  if (skills.length === 0) return t("Any agent of the team will do.");
  const named = list(skills);
  return relax_seconds === null
    ? t("Agents need {skills}.", { skills: named })
    : t("Agents need {skills}; after {time} any will do.", {
        skills: named,
        time: duration(relax_seconds),
      });
}

export const lastAgent = ({ last_agent_seconds }: TeamRouting) =>
  last_agent_seconds === 0
    ? t("It does not matter who served the customer before.")
    : t("A customer waits up to {time} for whom they had before.", {
        time: duration(last_agent_seconds),
      });

export function overflow({ overflow }: TeamRouting, teams: readonly Named[]): string {
  if (overflow === null) return t("Conversations may wait for as long as it takes.");
  const time = duration(overflow.after_seconds);
  if (overflow.action === "team") {
    const team = nameOf(overflow.team_id, teams);
    return team
      ? t("After {time} of waiting it goes to {team}.", { time, team })
      : t("After {time} of waiting it goes to another team.", { time });
  }
  return overflow.action === "message"
    ? t("After {time} of waiting the customer is told so.", { time })
    : t("After {time} of waiting the customer is told so, and it is closed.", { time });
}

/** What follows silence, with and without a time to wrap up before it. */
const SILENCE = {
  none: [
    m("The next conversation may come at once."),
    m("After one ends, nothing new comes for {time}."),
  ],
  next: [
    m(
      "The next conversation may come at once; without a reply in {silence} it goes to the next agent.",
    ),
    m(
      "After one ends, nothing new comes for {time}; without a reply in {silence} it goes to the next agent.",
    ),
  ],
  unassigned: [
    m("The next conversation may come at once; without a reply in {silence} it waits for anybody."),
    m(
      "After one ends, nothing new comes for {time}; without a reply in {silence} it waits for anybody.",
    ),
  ],
} as const;

export function afterwards({ wrap_up_seconds, silent_minutes, silent_to }: TeamRouting): string {
  const said = SILENCE[silent_minutes === null ? "none" : silent_to];
  return t(said[wrap_up_seconds === 0 ? 0 : 1], {
    time: duration(wrap_up_seconds),
    silence: duration((silent_minutes ?? 0) * 60),
  });
}

export function promises(
  { hours_id, sla_id, needs_disposition }: TeamRouting,
  calendars: readonly Named[],
  policies: readonly Named[],
): string {
  const hours = nameOf(hours_id, calendars);
  const level = nameOf(sla_id, policies);
  const works = hours
    ? level
      ? t("Works by {hours}, and keeps {level}.", { hours, level })
      : t("Works by {hours}, and keeps the company's service level.", { hours })
    : level
      ? t("Works by the company's hours, and keeps {level}.", { level })
      : t("Works by the company's hours, and keeps the company's service level.");
  if (needs_disposition === null) return works;
  const asked = needs_disposition ? t("Closing asks how it ended.") : t("Closing asks nothing.");
  return `${works} ${asked}`;
}

export const ownership = (kind: Team["ownership"]) =>
  kind === "shared"
    ? t("Everybody in it may answer what a colleague has.")
    : t("Only who has a conversation answers it; others write notes.");

const EXAMPLE = {
  conversation_id: "cnv_01HX",
  contact_id: "ctc_01HX",
  phone: "+4790123456",
  email: "kari@example.com",
};

/** The page that an offer's button opens, for an example; an error in words, or null. */
export function pageOf(url: string): { url: string; error: string | null } {
  const unknown = [...url.matchAll(/\{(\w*)\}/g)].find(
    ([, name]) => !((name as string) in EXAMPLE),
  );
  const filled = url.replace(/\{(\w+)\}/g, (gap, name: string) =>
    name in EXAMPLE ? encodeURIComponent(EXAMPLE[name as keyof typeof EXAMPLE]) : gap,
  );
  if (unknown)
    return { url: filled, error: t("There is nothing called {name}", { name: unknown[0] }) };
  if (!url.startsWith("https://")) return { url: filled, error: t("It begins with https://") };
  return { url: filled, error: null };
}
