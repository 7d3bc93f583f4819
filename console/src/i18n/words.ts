/** The console's words in the agent's language, and in English where that has none. */
import { de } from "./de";
import { en, type Word, type Words } from "./en";
import { useLocale } from "./locale";
import { nb } from "./nb";

const CATALOGUES: Readonly<Record<string, Words>> = { en, de, nb, nn: nb, no: nb };

/** Whether any of the console's words are in this language. */
export const isTranslated = (language: string | null) => base(language) in CATALOGUES;

const base = (language: string | null) => language?.split("-")[0]?.toLowerCase() ?? "en";

export function wordIn(language: string | null, word: Word): string {
  return CATALOGUES[base(language)]?.[word] ?? en[word];
}

/** A function from what is named to its word. */
export function useWords(): (word: Word) => string {
  const { language } = useLocale();
  return (word) => wordIn(language, word);
}
