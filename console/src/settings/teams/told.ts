/** What each part of a team does now, in one sentence. */
import type { Team, TeamRouting, User } from "../../api/people-types";

export type Distribution = Team["distribution"];
type Named = { id: string; name: string };

/** "30 seconds", "2 minutes", "1 hour 30 minutes". */
export function duration(seconds: number): string {
  const units: [number, string][] = [
    [Math.floor(seconds / 3600), "hour"],
    [Math.floor((seconds % 3600) / 60), "minute"],
    [seconds % 60, "second"],
  ];
  const said = units
    .filter(([many]) => many > 0)
    .map(([many, unit]) => `${many} ${unit}${many === 1 ? "" : "s"}`);
  return said.join(" ") || "0 seconds";
}

const nameOf = (id: string | null, things: readonly Named[], usual: string) =>
  things.find((each) => each.id === id)?.name ?? usual;

export function members(team: Pick<Team, "everyone" | "member_ids">, users: readonly User[]) {
  if (team.everyone) return "Everybody of the company is in it.";
  const names = users.filter((user) => team.member_ids.includes(user.id)).map((user) => user.name);
  if (names.length === 0) return "Nobody is in it yet.";
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more.` : `${shown}.`;
}

const CHOSEN: Record<TeamRouting["strategy"], string> = {
  least_loaded: "whoever has the least to do",
  round_robin: "whose turn it is",
  longest_idle: "whoever has had nothing new for longest",
};

export function distribution(kind: Distribution, strategy: TeamRouting["strategy"]): string {
  if (kind === "manual") return "Conversations wait until somebody takes them.";
  const whom = CHOSEN[strategy];
  return kind === "automatic" ? `Each goes to ${whom}.` : `Each is offered to ${whom}.`;
}

const ORDER: Record<TeamRouting["order"], string> = {
  waiting: "Who waits longest is served first",
  oldest: "The oldest conversation is served first",
  vip: "The highest priority is served first, then who waits longest",
};

export const order = ({ order, priority }: TeamRouting) =>
  `${ORDER[order]}; of an agent's teams this is of priority ${priority}.`;

export function offers({ offer_seconds, pause_missed, offer_url }: TeamRouting): string {
  const missed = pause_missed ? "; who misses it is paused" : "";
  const page = offer_url ? " A button opens your page." : "";
  return `An offer stands ${duration(offer_seconds)}, then goes to the next agent${missed}.${page}`;
}

export function skills({ skills, relax_seconds }: TeamRouting): string {
  if (skills.length === 0) return "Any agent of the team will do.";
  const named = skills.join(" and ");
  const relaxed = relax_seconds === null ? "" : `; after ${duration(relax_seconds)} any will do`;
  return `Agents need ${named}${relaxed}.`;
}

export const lastAgent = ({ last_agent_seconds }: TeamRouting) =>
  last_agent_seconds === 0
    ? "It does not matter who served the customer before."
    : `A customer waits up to ${duration(last_agent_seconds)} for whom they had before.`;

export function overflow({ overflow }: TeamRouting, teams: readonly Named[]): string {
  if (overflow === null) return "Conversations may wait for as long as it takes.";
  const after = `After ${duration(overflow.after_seconds)} of waiting`;
  if (overflow.action === "team")
    return `${after} it goes to ${nameOf(overflow.team_id, teams, "another team")}.`;
  if (overflow.action === "message") return `${after} the customer is told so.`;
  return `${after} the customer is told so, and it is closed.`;
}

export function afterwards({ wrap_up_seconds, silent_minutes, silent_to }: TeamRouting): string {
  const wrap =
    wrap_up_seconds === 0
      ? "The next conversation may come at once"
      : `After one ends, nothing new comes for ${duration(wrap_up_seconds)}`;
  if (silent_minutes === null) return `${wrap}.`;
  const to = silent_to === "next" ? "goes to the next agent" : "waits for anybody";
  return `${wrap}; without a reply in ${duration(silent_minutes * 60)} it ${to}.`;
}

export function promises(
  { hours_id, sla_id, needs_disposition }: TeamRouting,
  hours: readonly Named[],
  policies: readonly Named[],
): string {
  const open = nameOf(hours_id, hours, "the company's hours");
  const promised = nameOf(sla_id, policies, "the company's service level");
  const asked =
    needs_disposition === null
      ? ""
      : needs_disposition
        ? " Closing asks how it ended."
        : " Closing asks nothing.";
  return `Works by ${open}, and keeps ${promised}.${asked}`;
}

export const ownership = (kind: Team["ownership"]) =>
  kind === "shared"
    ? "Everybody in it may answer what a colleague has."
    : "Only who has a conversation answers it; others write notes.";

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
  if (unknown) return { url: filled, error: `There is nothing called ${unknown[0]}` };
  if (!url.startsWith("https://")) return { url: filled, error: "It begins with https://" };
  return { url: filled, error: null };
}
