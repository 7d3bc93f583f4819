/** A week of office hours: spans by the clock, by day. */
import type { Day, HoursStatus, OfficeHours, Span } from "../../api/people-types";
import { m, t } from "../../i18n/t";
import { laterTime } from "../../text/time";

export const DAYS: readonly { id: Day; label: string; short: string }[] = [
  { id: "mon", label: m("Monday"), short: m("Mon") },
  { id: "tue", label: m("Tuesday"), short: m("Tue") },
  { id: "wed", label: m("Wednesday"), short: m("Wed") },
  { id: "thu", label: m("Thursday"), short: m("Thu") },
  { id: "fri", label: m("Friday"), short: m("Fri") },
  { id: "sat", label: m("Saturday"), short: m("Sat") },
  { id: "sun", label: m("Sunday"), short: m("Sun") },
];
const WORKDAYS: readonly Day[] = ["mon", "tue", "wed", "thu", "fri"];

export type Week = OfficeHours["week"];

/** An end that is not later than its start is on the next day. */
export const isOvernight = ([start, end]: Span) => end <= start;

/** Minutes of a span since the day began; beyond 24 hours where it goes past midnight. */
function minutes(span: Span): [number, number] {
  const of = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
  const [start, end] = [of(span[0]), of(span[1])];
  return [start, isOvernight(span) ? end + 1440 : end];
}

/** Why a day can't be so, or null. */
export function dayRefusal(spans: readonly Span[]): string | null {
  if (spans.some(([start, end]) => !start || !end)) return t("Fill in both times");
  const sorted = spans.map(minutes).sort(([a], [b]) => a - b);
  const overlaps = sorted.some(([start], at) => at > 0 && start < (sorted[at - 1]?.[1] ?? 0));
  return overlaps ? t("Two of these overlap") : null;
}

/** What one more span of a day begins with: after the last one, or the usual day. */
export function nextSpan(spans: readonly Span[]): Span {
  const last = spans.at(-1);
  if (!last || isOvernight(last)) return ["09:00", "17:00"];
  const hour = Math.min(Number(last[1].slice(0, 2)) + 1, 22);
  const clock = (at: number) => `${String(at).padStart(2, "0")}:00`;
  return [clock(hour), clock(Math.min(hour + 3, 23))];
}

/** The hours of one day on others, too. */
export function copied(week: Week, from: Day, to: "workdays" | "all"): Week {
  const days = to === "all" ? DAYS.map(({ id }) => id) : WORKDAYS;
  return {
    ...week,
    ...Object.fromEntries(days.map((day) => [day, [...week[day === from ? day : from]]])),
  };
}

const spansText = (spans: readonly Span[]) =>
  spans.map(([start, end]) => `${start}–${end}`).join(", ");

/** "Mon–Fri 09:00–17:00, Sat 10:00–14:00": days in a row with the same hours stand together. */
export function weekText(week: Week): string {
  const runs: { from: string; to: string; text: string }[] = [];
  for (const { id, short } of DAYS) {
    const text = spansText(week[id]);
    const last = runs.at(-1);
    const day = t(short);
    if (last?.text === text) last.to = day;
    else runs.push({ from: day, to: day, text });
  }
  const open = runs.filter(({ text }) => text !== "");
  if (open.length === 0) return t("Never open");
  return open
    .map(({ from, to, text }) => `${from === to ? from : `${from}–${to}`} ${text}`)
    .join(", ");
}

/** "Open now, closes 17:00". */
export function statusText({ open, opens_at, closes_at }: HoursStatus, now: number): string {
  if (open) {
    return closes_at
      ? t("Open now, closes {time}", { time: laterTime(closes_at, now) })
      : t("Always open");
  }
  return opens_at
    ? t("Closed now, opens {time}", { time: laterTime(opens_at, now) })
    : t("Closed, and does not open");
}
