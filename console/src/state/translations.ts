/** Who reads and writes which language. */
import type { Event, Rules, Translation } from "@switchboard/protocol";
import { sameLanguage } from "../text/languages";

/** Translations by message; null while one is on its way, `original` where that is read instead. */
export type Translations = Readonly<Record<string, (Translation & { original: boolean }) | null>>;

/** Whether there is a service that translates. */
export function canTranslate(rules: Rules | null): boolean {
  return rules?.translation.provider.available ?? true;
}

/** What agents read: as the company settled it, else as their browser speaks. */
export function ownLanguage(rules: Rules | null): string {
  return rules?.translation.language || navigator.language;
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
  rules: Rules | null,
  events: readonly Event[],
  translations: Translations,
  spoken: string | null = null,
): string | null {
  if (!rules?.translation.two_way || !canTranslate(rules)) return null;
  const theirs = customerLanguage(events, translations, spoken);
  return theirs && !sameLanguage(theirs, ownLanguage(rules)) ? theirs : null;
}
