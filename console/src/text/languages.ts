/** Languages by name. */
import { language } from "../i18n/t";

/** "German" for "de", "Brazilian Portuguese" for "pt-BR"; a tag that is none stays as it is. */
export function languageName(tag: string): string {
  const spoken = language();
  try {
    return new Intl.DisplayNames([spoken], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Who reads one of the three names of Norwegian reads them all. */
function base(tag: string): string {
  const [language = ""] = tag.toLowerCase().split("-");
  return language === "nn" || language === "no" ? "nb" : language;
}

/** Whether who reads one reads the other: "en-GB" and "en". */
export function sameLanguage(a: string, b: string): boolean {
  return base(a) === base(b);
}

/** What can be chosen to be written in, apart from the customer's own. */
export const COMMON = [
  "en",
  "de",
  "fr",
  "es",
  "it",
  "pt",
  "nl",
  "nb",
  "sv",
  "da",
  "fi",
  "pl",
  "uk",
  "tr",
  "ar",
  "ja",
  "zh",
] as const;
