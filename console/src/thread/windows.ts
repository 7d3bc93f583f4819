/**
 * Whether a channel lets us write now. Providers bind it to what the customer did: some only let
 * us answer, for hours after the last message; some want an approved template besides; and whoever
 * opted out gets nothing. The server decides in the end; this says so before anything is written.
 */
import type { Reach } from "../api/types";
import { t, tn } from "../i18n/t";
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
  return minutes < 60
    ? t("{minutes} min", { minutes })
    : t("{hours} h", { hours: Math.floor(minutes / 60) });
}

/** In a title and a sentence: how long one may write freely, and that it is over. */
function limitWords(hours: number, channel: string): [over: string, free: string] {
  if (hours % 24 === 0 && hours > 24) {
    return [
      tn(hours / 24, "The {count} day to answer is over", "The {count} days to answer are over"),
      tn(
        hours / 24,
        "{channel} lets you write freely for {count} day after the customer's last message.",
        "{channel} lets you write freely for {count} days after the customer's last message.",
        { channel },
      ),
    ];
  }
  return [
    tn(hours, "The {count} hour to answer is over", "The {count} hours to answer are over"),
    tn(
      hours,
      "{channel} lets you write freely for {count} hour after the customer's last message.",
      "{channel} lets you write freely for {count} hours after the customer's last message.",
      { channel },
    ),
  ];
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
        title: t("{customer} opted out of {channel}", { customer, channel }),
        text: rule.segments
          ? t("Nothing can be sent there until they write START.")
          : t("Nothing can be sent there until they write to you again."),
      };
    case "never_wrote":
      return {
        title: t("{customer} has not written on {channel} yet", { customer, channel }),
        text: standing.template
          ? t("Someone who never wrote can only be sent an approved template.")
          : t("{channel} only lets you answer people who wrote to you first.", { channel }),
      };
    case "closed": {
      const hours = rule.humanWindowHours ?? rule.windowHours ?? 24;
      const [title, free] = limitWords(hours, channel);
      const next = standing.template
        ? t("Now an approved template can be sent.")
        : t("Write again when they do.");
      return { title, text: `${free} ${next}` };
    }
  }
}
