/** Times as people say them, in the agent's language and time zone. */
import { locale } from "../i18n/locale";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** As the agent reads it; what they did not choose is as their browser has it. */
function told(moment: number | string, style: Intl.DateTimeFormatOptions): string {
  const { language, timeZone } = locale();
  return new Intl.DateTimeFormat(language ?? undefined, {
    ...style,
    ...(timeZone && { timeZone }),
  }).format(new Date(moment));
}

/** The calendar day of a moment where the agent is, as "2026-03-10". */
function localDay(moment: number): string {
  const { timeZone } = locale();
  const style = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  return new Intl.DateTimeFormat("en-CA", { ...style, ...(timeZone && { timeZone }) }).format(
    moment,
  );
}

const yearOf = (moment: number) => localDay(moment).slice(0, 4);

/** The day after or before one, whatever the clock does in between. */
function dayBeside(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** Short enough for a list row: "now", "5m", "3h", "2d", then the date. */
export function relativeTime(iso: string, now: number): string {
  const at = Date.parse(iso);
  const age = now - at;
  if (age < MINUTE) return "now";
  if (age < HOUR) return `${Math.floor(age / MINUTE)}m`;
  if (age < DAY) return `${Math.floor(age / HOUR)}h`;
  if (age < 7 * DAY) return `${Math.floor(age / DAY)}d`;
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
  if (day === today) return "Today";
  if (day === dayBeside(today, -1)) return "Yesterday";
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
  if (day === dayBeside(today, 1)) return `tomorrow ${clockTime(iso)}`;
  const date = told(iso, { weekday: "short", day: "numeric", month: "short" });
  return `${date}, ${clockTime(iso)}`;
}

/** Date and time in a table: "10 Mar 2026, 13:05". */
export function dateTime(iso: string): string {
  return told(iso, { dateStyle: "medium", timeStyle: "short" });
}

/** How long something lasts, in its largest unit or two: "<1m", "12m", "3h 20m", "2d 4h". */
export function spanText(ms: number): string {
  if (ms < MINUTE) return "<1m";
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}m`;
  const [large, small] = ms < DAY ? [HOUR, MINUTE] : [DAY, HOUR];
  const [big, little] = ms < DAY ? ["h", "m"] : ["d", "h"];
  const rest = Math.floor((ms % large) / small);
  return `${Math.floor(ms / large)}${big}${rest > 0 ? ` ${rest}${little}` : ""}`;
}

/** Seconds as a player shows them: "0:07", "12:30". */
export function playTime(seconds: number): string {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
