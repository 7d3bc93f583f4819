/** Moments to come back to a conversation, and how they are said. */
import { clockTime, dayOf } from "../text/time";

export type Preset = { id: string; name: string; at: Date | null };

const at = (day: Date, hours: number): Date => {
  const moment = new Date(day);
  moment.setHours(hours, 0, 0, 0);
  return moment;
};
const plusDays = (now: Date, days: number): Date => {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  return day;
};

const SUNDAY = 0;
const MONDAY = 1;
const SATURDAY = 6;

/** What people mean when they put something off: only moments that lie ahead, each once. */
export function presets(now: Date): Preset[] {
  const untilDay = (weekday: number) => ((weekday - now.getDay() + 6) % 7) + 1;
  const inHours = new Date(now.getTime() + 3 * 3_600_000);
  inHours.setSeconds(0, 0);
  const tomorrow = at(plusDays(now, 1), 9);
  const isWeekend = now.getDay() === SATURDAY || now.getDay() === SUNDAY;
  const all: (Preset & { at: Date })[] = [
    { id: "hours", name: "In 3 hours", at: inHours },
    { id: "evening", name: "This evening", at: at(now, 18) },
    { id: "tomorrow", name: "Tomorrow", at: tomorrow },
    { id: "weekend", name: "This weekend", at: at(plusDays(now, untilDay(SATURDAY)), 9) },
    { id: "week", name: "Next week", at: at(plusDays(now, untilDay(MONDAY)), 9) },
    { id: "month", name: "In a month", at: at(plusDays(now, 30), 9) },
  ];
  const ahead = all.filter((preset) => {
    if (preset.id === "weekend" && isWeekend) return false;
    const saysTomorrow = preset.id !== "tomorrow" && preset.at.getTime() === tomorrow.getTime();
    return preset.at > now && !saysTomorrow;
  });
  ahead.sort((a, b) => a.at.getTime() - b.at.getTime());
  return [{ id: "reply", name: "Until the customer replies", at: null }, ...ahead];
}

export function momentText(moment: Date, now: number): string {
  const iso = moment.toISOString();
  const clock = clockTime(iso);
  if (dayOf(iso) === dayOf(new Date(now).toISOString())) return clock;
  const near = moment.getTime() - now < 6 * 86_400_000;
  const day = moment.toLocaleDateString(
    undefined,
    near ? { weekday: "short" } : { day: "numeric", month: "short" },
  );
  return `${day} ${clock}`;
}

/** When a snooze ends; null means with the customer's reply. */
export function untilText(until: string | null, now: number): string {
  return until === null ? "until a reply" : `until ${momentText(new Date(until), now)}`;
}

const UNITS: Record<string, number> = {
  m: 1,
  min: 1,
  h: 60,
  hour: 60,
  d: 1440,
  day: 1440,
  w: 10080,
  week: 10080,
};

/** "2h", "3 days", "in 1 week" as a moment; null when it says nothing of the kind. */
export function spokenMoment(text: string, now: Date): Date | null {
  const match = text
    .trim()
    .toLocaleLowerCase()
    .match(/^(?:in )?(\d{1,3})\s*(min|m|hour|h|day|d|week|w)(?:ute)?s?$/);
  if (!match?.[1] || !match[2]) return null;
  const minutes = Number(match[1]) * (UNITS[match[2]] as number);
  return minutes > 0 ? new Date(now.getTime() + minutes * 60_000) : null;
}
