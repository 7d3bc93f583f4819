/** What became of conversations with the AI agent, as shares, sentences and a picture. Pure. */
import type { AiReport, ReportDay } from "@switchboard/protocol";
import { locale } from "../../../i18n/locale";
import { m, t } from "../../../i18n/t";
import { capital } from "../../../text/people";

/** In days. */
export const PERIODS = ["7", "30", "90"] as const;
export type Period = (typeof PERIODS)[number];

const NOTHING = { conversations: 0, answered: 0, resolved: 0, handed_over: 0 };
const DAY_MS = 86_400_000;
const iso = (at: number) => new Date(at).toISOString().slice(0, 10);

/** The days of a period that ends today, as the server counts them (UTC), both included. */
export function periodOf(period: Period, now: number): { from: string; to: string } {
  return { from: iso(now - (Number(period) - 1) * DAY_MS), to: iso(now) };
}

/** Every day of the period, also those on which nobody wrote. */
export function everyDay(days: readonly ReportDay[], from: string, to: string): ReportDay[] {
  const known = new Map(days.map((day) => [day.date, day]));
  const all: ReportDay[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS) {
    const date = iso(at);
    all.push(known.get(date) ?? { date, ...NOTHING });
  }
  return all;
}

/** A part of the whole in percent; null where there is no whole. */
export const share = (part: number, whole: number) =>
  whole === 0 ? null : Math.round((part / whole) * 100);

const REASONS: Record<string, string> = {
  asked: m("Asked for a person"),
  low_confidence: m("Not sure enough"),
  turn_limit: m("Went on for too long"),
  forbidden: m("A topic it leaves to people"),
  error: m("Something failed"),
  angry: m("The customer was upset"),
};

/** One that is newer than this console is told by its own name. */
function reasonText(id: string): string {
  const known = REASONS[id];
  return known ? t(known) : capital(id.replaceAll("_", " "));
}

export type Reason = { id: string; name: string; count: number; percent: number };

/** Why it handed over, most frequent first. */
export function reasonsOf({ handed_over }: AiReport): Reason[] {
  const entries = Object.entries(handed_over.by_reason).filter(([, count]) => count > 0);
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  return entries
    .sort(([, a], [, b]) => b - a)
    .map(([id, count]) => ({
      id,
      name: reasonText(id),
      count,
      percent: share(count, total) ?? 0,
    }));
}

/** The top of the scale: a round number not below the highest day, whose half is whole too. */
export function scaleTop(highest: number): number {
  if (highest <= 10) return Math.max(4, 2 * Math.ceil(highest / 2));
  const magnitude = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10].find((each) => each * magnitude >= highest);
  return Math.round((step ?? 10) * magnitude);
}

/** What one day's bar is made of, from the bottom up; the rest went on without an end. */
export function partsOf({ conversations, resolved, handed_over }: ReportDay) {
  const rest = Math.max(0, conversations - resolved - handed_over);
  return [
    { id: "resolved", count: resolved },
    { id: "handed_over", count: handed_over },
    { id: "open", count: rest },
  ] as const;
}

export function dayText(date: string): string {
  const at = new Date(`${date}T12:00:00Z`);
  const style = { day: "numeric", month: "short", timeZone: "UTC" } as const;
  return at.toLocaleDateString(locale().language ?? undefined, style);
}

export function numberText(number: number, digits = 0): string {
  const style = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return number.toLocaleString(locale().language ?? undefined, style);
}

/** Which days are named under the picture: as many as there is room for, evenly apart, the last one among them. */
export function isNamed(index: number, many: number, room: number): boolean {
  const apart = Math.max(1, Math.ceil(many / Math.max(1, room)));
  return (many - 1 - index) % apart === 0;
}
