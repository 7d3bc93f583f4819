/** Words that are ours: kept as they are, or always said the same way. Pure. */

import type { Term } from "@switchboard/protocol";
import { t } from "../../../i18n/t";

export const NEW_TERM: Term = { term: "", keep: true, translations: {} };

/** Without what was left empty; of two alike the later one counts. */
export function tidied(terms: readonly Term[]): Term[] {
  const byTerm = new Map<string, Term>();
  for (const { term, keep, translations } of terms) {
    const word = term.trim();
    if (!word) continue;
    const said = Object.entries(translations)
      .map(([language, text]) => [language, text.trim()] as const)
      .filter(([, text]) => text !== "");
    byTerm.set(word.toLocaleLowerCase(), {
      term: word,
      keep,
      translations: keep ? {} : Object.fromEntries(said),
    });
  }
  return [...byTerm.values()];
}

/** Why a glossary can't be saved as it stands, or null. */
export function refusalOf(terms: readonly Term[]): string | null {
  const silent = tidied(terms).find(
    ({ keep, translations }) => !keep && Object.keys(translations).length === 0,
  );
  return silent ? t("Say how “{term}” is translated", { term: silent.term }) : null;
}

/** One language's wording of a term; an empty one is taken away. */
export function worded(term: Term, language: string, text: string): Term {
  const { [language]: _, ...others } = term.translations;
  return { ...term, translations: text ? { ...others, [language]: text } : others };
}

/** The same words, told for another language. */
export function moved(term: Term, from: string, to: string): Term {
  const entries = Object.entries(term.translations);
  const renamed = entries.map(([language, text]) => [language === from ? to : language, text]);
  return { ...term, translations: Object.fromEntries(renamed) };
}
