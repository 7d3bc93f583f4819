/** How the agent reads times and numbers; null: as their browser does. */
import { useSyncExternalStore } from "react";

export type Locale = { language: string | null; timeZone: string | null };

const listeners = new Set<() => void>();
let held: Locale = { language: null, timeZone: null };

export const locale = (): Locale => held;

/** From now on every time and number is told in this language and time zone. */
export function setLocale(next: Locale) {
  if (next.language === held.language && next.timeZone === held.timeZone) return;
  held = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLocale(): Locale {
  return useSyncExternalStore(subscribe, locale);
}
