/** Moments to come that people pick by name. */

export type Preset = { id: string; name: string; at: Date };

const MORNING = 9;

function morning(now: Date, days: number): Date {
  const at = new Date(now);
  at.setDate(at.getDate() + days);
  at.setHours(MORNING, 0, 0, 0);
  return at;
}

/** When a reply may be sent: soon, tomorrow, next week. */
export function sendPresets(now: Date): Preset[] {
  const inAnHour = new Date(now.getTime() + 3_600_000);
  const thisMorning = morning(now, 0);
  const untilMonday = (8 - now.getDay()) % 7 || 7;
  return [
    ...(thisMorning > now
      ? [{ id: "today", name: "This morning", at: thisMorning }]
      : [{ id: "hour", name: "In one hour", at: inAnHour }]),
    { id: "tomorrow", name: "Tomorrow morning", at: morning(now, 1) },
    ...(untilMonday > 1
      ? [{ id: "monday", name: "Monday morning", at: morning(now, untilMonday) }]
      : []),
  ];
}

/** The value of a datetime-local field: local time, to the minute. */
export function localValue(at: Date): string {
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
