/** Who reads and writes which language. */
import type { Event, Settings, Translation } from "@switchboard/protocol";
import { sameLanguage } from "../text/languages";

/** Translations by message; null while one is on its way, `original` where that is read instead. */
export type Translations = Readonly<Record<string, (Translation & { original: boolean }) | null>>;

/** Whether there is a service that translates. */
export function canTranslate(settings: Settings | null): boolean {
  return settings?.translation.provider.available ?? true;
}

/** What agents read: as the company settled it, else as their browser speaks. */
export function ownLanguage(settings: Settings | null): string {
  return settings?.translation.language || navigator.language;
}

/** What the customer wrote last in; null where nothing tells. */
export function customerLanguage(
  events: readonly Event[],
  translations: Translations,
  spoken: string | null = null,
): string | null {
  for (const event of events.toReversed()) {
    if (event.type !== "message.received") continue;
    const known = translations[event.id]?.source_language;
    if (known) return known;
  }
  return spoken;
}

/** The language that replies are translated into, where the company has that on and there is need. */
export function replyLanguage(
  settings: Settings | null,
  events: readonly Event[],
  translations: Translations,
  spoken: string | null = null,
): string | null {
  if (!settings?.translation.two_way || !canTranslate(settings)) return null;
  const theirs = customerLanguage(events, translations, spoken);
  return theirs && !sameLanguage(theirs, ownLanguage(settings)) ? theirs : null;
}
