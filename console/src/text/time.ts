/** Times as people say them, in the agent's language and time zone. */
import { locale } from "../i18n/locale";
import { t } from "../i18n/t";
import { dayBeside, localDay, told } from "./zone";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const yearOf = (moment: number) => localDay(moment).slice(0, 4);

type Unit = "minute" | "hour" | "day";

/** An amount of time as short as the agent's language has it: "5m". */
function amount(count: number, unit: Unit): string {
  return new Intl.NumberFormat(locale().language ?? undefined, {
    style: "unit",
    unit,
    unitDisplay: "narrow",
  }).format(Math.floor(count));
}

/** Short enough for a list row: "now", "5m", "3h", "2d", then the date. */
export function relativeTime(iso: string, now: number): string {
  const at = Date.parse(iso);
  const age = now - at;
  if (age < MINUTE) return t("now");
  if (age < HOUR) return amount(age / MINUTE, "minute");
  if (age < DAY) return amount(age / HOUR, "hour");
  if (age < 7 * DAY) return amount(age / DAY, "day");
  const sameYear = yearOf(at) === yearOf(now);
  return told(at, {
    day: "numeric",
    month: "short",
    ...(sameYear ? {} : { year: "numeric" }),
  });
}

export function absoluteTime(iso: string): string {
  return told(iso, { dateStyle: "full", timeStyle: "short" });
}

export function clockTime(iso: string): string {
  return told(iso, { hour: "numeric", minute: "2-digit" });
}

/** The local calendar day, as a key to group by. */
export function dayOf(iso: string): string {
  return localDay(Date.parse(iso));
}

export function dayName(iso: string, now: number): string {
  const [day, today] = [dayOf(iso), localDay(now)];
  if (day === today) return t("Today");
  if (day === dayBeside(today, -1)) return t("Yesterday");
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  return told(iso, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  });
}

/** A moment to come, as short as it can be told: "15:00", "tomorrow 09:00", "Mon 3 Nov, 09:00". */
export function laterTime(iso: string, now: number = Date.now()): string {
  const [day, today] = [dayOf(iso), localDay(now)];
  if (day === today) return clockTime(iso);
  if (day === dayBeside(today, 1)) return t("tomorrow {time}", { time: clockTime(iso) });
  const date = told(iso, { weekday: "short", day: "numeric", month: "short" });
  return `${date}, ${clockTime(iso)}`;
}

/** Date and time in a table: "10 Mar 2026, 13:05". */
export function dateTime(iso: string): string {
  return told(iso, { dateStyle: "medium", timeStyle: "short" });
}

/** How long something lasts, in its largest unit or two: "<1m", "12m", "3h 20m", "2d 4h". */
export function spanText(ms: number): string {
  if (ms < MINUTE) return `<${amount(1, "minute")}`;
  if (ms < HOUR) return amount(ms / MINUTE, "minute");
  const [large, small] = ms < DAY ? [HOUR, MINUTE] : [DAY, HOUR];
  const [big, little] = ms < DAY ? (["hour", "minute"] as const) : (["day", "hour"] as const);
  const parts = [amount(ms / large, big)];
  const rest = ms % large;
  if (rest >= small) parts.push(amount(rest / small, little));
  return new Intl.ListFormat(locale().language ?? undefined, {
    type: "unit",
    style: "narrow",
  }).format(parts);
}

/** Seconds as a player shows them: "0:07", "12:30". */
export function playTime(seconds: number): string {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
