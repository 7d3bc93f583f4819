/**
 * Whether a channel lets us write now. Providers bind it to what the customer did: some only let
 * us answer, for hours after the last message; some want an approved template besides; and whoever
 * opted out gets nothing. The server decides in the end; this says so before anything is written.
 */
import type { Reach } from "../api/types";
import { channelName } from "../ui/channels";
import type { Capabilities } from "./capabilities";

const HOUR = 3_600_000;
const SOON = 6 * HOUR;

export type Standing =
  | { state: "open"; closesAt: number | null }
  | { state: "opted_out" | "never_wrote" | "closed"; template: boolean; closedAt: number | null };

const OPEN: Standing = { state: "open", closesAt: null };

type Rule = Pick<
  Capabilities,
  "windowHours" | "humanWindowHours" | "templates" | "canInitiate" | "pushes"
>;
type Heard = Pick<Reach, "heard_at" | "opted_out">;

/** `now` in milliseconds since 1970. */
export function standingOf(rule: Rule, { heard_at, opted_out }: Heard, now: number): Standing {
  const { windowHours, humanWindowHours, templates, canInitiate, pushes } = rule;
  if (opted_out) return { state: "opted_out", template: false, closedAt: null };
  // A server that does not tell decides alone.
  if (!pushes || heard_at === undefined) return OPEN;
  if (heard_at === null) {
    if (canInitiate) return OPEN;
    return { state: "never_wrote", template: templates, closedAt: null };
  }
  const hours = humanWindowHours ?? windowHours;
  if (hours === null) return OPEN;
  const end = Date.parse(heard_at) + hours * HOUR;
  if (now < end) return { state: "open", closesAt: end };
  return { state: "closed", template: templates, closedAt: end };
}

/** "3 h", "40 min": how long the window stays open, once that is worth a thought. */
export function closesIn(standing: Standing, now: number): string | null {
  if (standing.state !== "open" || standing.closesAt === null) return null;
  const left = standing.closesAt - now;
  if (left > SOON) return null;
  const minutes = Math.max(1, Math.ceil(left / 60_000));
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}

function span(hours: number): string {
  return hours % 24 === 0 && hours > 24 ? `${hours / 24} days` : `${hours} hours`;
}

/** Why nothing can be written now, in a title and a sentence; null where something can. */
export function closedWords(
  standing: Standing,
  { kind }: Pick<Reach, "kind">,
  rule: Pick<Capabilities, "windowHours" | "humanWindowHours" | "segments">,
  customer: string,
): { title: string; text: string } | null {
  const channel = channelName(kind);
  switch (standing.state) {
    case "open":
      return null;
    case "opted_out":
      return {
        title: `${customer} opted out of ${channel}`,
        text: `Nothing can be sent there until they write ${rule.segments ? "START" : "to you again"}.`,
      };
    case "never_wrote":
      return {
        title: `${customer} has not written on ${channel} yet`,
        text: standing.template
          ? "Someone who never wrote can only be sent an approved template."
          : `${channel} only lets you answer people who wrote to you first.`,
      };
    case "closed": {
      const hours = rule.humanWindowHours ?? rule.windowHours ?? 24;
      const free = `${channel} lets you write freely for ${span(hours)} after the customer's last message.`;
      return {
        title: `The ${span(hours)} to answer are over`,
        text: standing.template
          ? `${free} Now an approved template can be sent.`
          : `${free} Write again when they do.`,
      };
    }
  }
}
