/** In which language and time zone the agent reads; null: as their browser does. */
import { useSyncExternalStore } from "react";

export type Locale = { language: string | null; timeZone: string | null };

const RIGHT_TO_LEFT = new Set(["ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"]);
const listeners = new Set<() => void>();
let held: Locale = { language: null, timeZone: null };

export const locale = (): Locale => held;

/** What is written from the right, such as "ar" and "he-IL". */
export function isRightToLeft(language: string | null): boolean {
  return RIGHT_TO_LEFT.has(language?.split("-")[0]?.toLowerCase() ?? "");
}

/** From now on everything is told in this language and time zone. */
export function setLocale(next: Locale) {
  if (next.language === held.language && next.timeZone === held.timeZone) return;
  held = next;
  document.documentElement.lang = next.language ?? "en";
  document.documentElement.dir = isRightToLeft(next.language) ? "rtl" : "ltr";
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLocale(): Locale {
  return useSyncExternalStore(subscribe, locale);
}
