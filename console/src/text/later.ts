/** Moments to come that people pick by name. */
import { t } from "../i18n/t";
import { dayBeside, localDay, momentAt, weekdayOf } from "./zone";

export type Preset = { id: string; name: string; at: Date };

/** When a reply may be sent: soon, tomorrow, next week. */
export function sendPresets(now: Date): Preset[] {
  const inAnHour = new Date(now.getTime() + 3_600_000);
  const today = localDay(now);
  const morning = (days: number) => momentAt(`${dayBeside(today, days)}T09:00`);
  const thisMorning = morning(0);
  const untilMonday = (8 - weekdayOf(today)) % 7 || 7;
  return [
    ...(thisMorning > now
      ? [{ id: "today", name: t("This morning"), at: thisMorning }]
      : [{ id: "hour", name: t("In one hour"), at: inAnHour }]),
    { id: "tomorrow", name: t("Tomorrow morning"), at: morning(1) },
    ...(untilMonday > 1
      ? [{ id: "monday", name: t("Monday morning"), at: morning(untilMonday) }]
      : []),
  ];
}
