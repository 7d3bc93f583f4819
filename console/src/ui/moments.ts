/** Moments to come back to a conversation, and how they are said. */
import { m, t } from "../i18n/t";
import { dayBeside, localDay, momentAt, told, weekdayOf } from "../text/zone";

export type Preset = { id: string; name: string; at: Date | null };

const [SUNDAY, MONDAY, SATURDAY] = [0, 1, 6];

/** What people mean when they put something off: only moments that lie ahead, each once. */
export function presets(now: Date): Preset[] {
  const today = localDay(now);
  const weekday = weekdayOf(today);
  const at = (days: number, hour: "09" | "18") => momentAt(`${dayBeside(today, days)}T${hour}:00`);
  const until = (wanted: number) => ((wanted - weekday + 6) % 7) + 1;
  const inHours = new Date(now.getTime() + 3 * 3_600_000);
  inHours.setSeconds(0, 0);
  const tomorrow = at(1, "09");
  const isWeekend = weekday === SATURDAY || weekday === SUNDAY;
  const all: (Preset & { at: Date })[] = [
    { id: "hours", name: t("In 3 hours"), at: inHours },
    { id: "evening", name: t("This evening"), at: at(0, "18") },
    { id: "tomorrow", name: t("Tomorrow"), at: tomorrow },
    { id: "weekend", name: t("This weekend"), at: at(until(SATURDAY), "09") },
    { id: "week", name: t("Next week"), at: at(until(MONDAY), "09") },
    { id: "month", name: t("In a month"), at: at(30, "09") },
  ];
  const ahead = all.filter((preset) => {
    if (preset.id === "weekend" && isWeekend) return false;
    const saysTomorrow = preset.id !== "tomorrow" && preset.at.getTime() === tomorrow.getTime();
    return preset.at > now && !saysTomorrow;
  });
  ahead.sort((a, b) => a.at.getTime() - b.at.getTime());
  return [{ id: "reply", name: t("Until the customer replies"), at: null }, ...ahead];
}

export function momentText(moment: Date, now: number): string {
  const clock = told(moment, { hour: "numeric", minute: "2-digit" });
  if (localDay(moment) === localDay(now)) return clock;
  const near = moment.getTime() - now < 6 * 86_400_000;
  const day = told(moment, near ? { weekday: "short" } : { day: "numeric", month: "short" });
  return `${day} ${clock}`;
}

/** When a snooze ends; null means with the customer's reply. */
export function untilText(until: string | null, now: number): string {
  return until === null
    ? t("until a reply")
    : t("until {moment}", { moment: momentText(new Date(until), now) });
}

/** In minutes, by the words that people type for them. */
const UNITS: readonly [string, number][] = [
  [m("m min mins minute minutes|words typed for minutes"), 1],
  [m("h hour hours|words typed for hours"), 60],
  [m("d day days|words typed for days"), 1440],
  [m("w week weeks|words typed for weeks"), 10_080],
];

/** "2h", "3 days", "in 1 week" as a moment; null when it says nothing of the kind. */
export function spokenMoment(text: string, now: Date): Date | null {
  const [, count, unit = ""] = text.trim().match(/^(?:\p{L}+ )?(\d{1,3})\s*(\p{L}+)$/u) ?? [];
  const known = UNITS.find(([words]) => t(words).split(" ").includes(unit.toLocaleLowerCase()));
  const minutes = Number(count) * (known?.[1] ?? 0);
  return minutes > 0 ? new Date(now.getTime() + minutes * 60_000) : null;
}
