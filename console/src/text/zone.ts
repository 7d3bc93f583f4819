/** Days and clock times where the agent is, whatever the clock of their computer says. */
import { locale } from "../i18n/locale";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** As the agent reads it; what they did not choose is as their browser has it. */
export function told(
  moment: Date | number | string,
  style: Intl.DateTimeFormatOptions,
  language: string | undefined = locale().language ?? undefined,
): string {
  const { timeZone } = locale();
  const format = new Intl.DateTimeFormat(language, { ...style, ...(timeZone && { timeZone }) });
  return format.format(new Date(moment));
}

/** What the agent's clock shows, as a datetime-local field has it: "2026-03-10T09:00". */
export function localTime(moment: Date | number): string {
  // Swedes write their dates as that field does.
  return told(moment, { dateStyle: "short", timeStyle: "short" }, "sv").replace(" ", "T");
}

/** The calendar day of a moment, as "2026-03-10". */
export const localDay = (moment: Date | number): string => localTime(moment).slice(0, 10);

/** The day that many days later, whatever the clock does in between. */
export function dayBeside(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** Of a day; Sunday is 0. */
export const weekdayOf = (day: string): number => new Date(`${day}T12:00Z`).getUTCDay();

/** By how much the agent's clock is ahead of UTC. */
function ahead(at: number): number {
  return Date.parse(`${localTime(at)}Z`) - Math.floor(at / MINUTE) * MINUTE;
}

/** The moment at which the agent's clock shows this; no moment for what is no time. */
export function momentAt(local: string): Date {
  const shown = Date.parse(`${local}Z`);
  if (Number.isNaN(shown)) return new Date(shown);
  // The clock may change on that day: it is ahead as it was before, or as it is after.
  const [before, after] = [-DAY, DAY].map((away) => shown - ahead(shown + away)) as [
    number,
    number,
  ];
  // Of an hour that comes twice the first is meant; one that is left out is counted on.
  return new Date([before, after].find((at) => at + ahead(at) === shown) ?? before);
}
