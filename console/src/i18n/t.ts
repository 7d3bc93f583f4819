/**
 * The console's words. English stands where it is used and is the key of the other languages,
 * which are a file each in `words/`, fetched when somebody reads it. A file has all of them: a
 * test compares it with the sources.
 */
import { useSyncExternalStore } from "react";

/** How a sentence that counts something reads, by the categories of `Intl.PluralRules`. */
type Forms = Partial<Record<Intl.LDMLPluralRule, string>>;
export type Catalogue = Readonly<Record<string, string | Forms>>;
export type Values = Readonly<Record<string, string | number>>;

const FILES = import.meta.glob<Catalogue>("./words/*.json", { import: "default" });
const REMEMBERED = "switchboard.language";
const listeners = new Set<() => void>();
let wanted = "en";
let spoken = "en";
let words: Catalogue = {};

/** The languages that have words of their own. */
export const LANGUAGES: readonly string[] = [
  "en",
  ...Object.keys(FILES).map((path) => path.slice("./words/".length, -".json".length)),
];

/** Which of them is read for a language tag: "de-AT" is "de", both written forms of Norwegian are
 * "nb". Null: there is none. */
export function languageFor(tag: string): string | null {
  const base = tag.split("-")[0]?.toLowerCase() ?? "";
  const language = base === "nn" || base === "no" ? "nb" : base;
  return LANGUAGES.includes(language) ? language : null;
}

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

/** From now on everything is said in this language, or in English where we have no words of it.
 * Null: in the first of the browser's languages that we have. */
export async function speak(tag: string | null): Promise<void> {
  const tags = tag ? [tag] : navigator.languages;
  const next = tags.map(languageFor).find((language) => language !== null) ?? "en";
  if (next === wanted) return;
  wanted = next;
  try {
    const found = (await FILES[`./words/${next}.json`]?.()) ?? {};
    if (wanted === next) use(next, found);
  } catch (error) {
    // Offline, or a new version is out: what is on the screen stays readable.
    console.error(error);
    if (wanted === next) wanted = spoken;
  }
}

/** Say everything in these words. */
export function use(language: string, catalogue: Catalogue) {
  wanted = language;
  spoken = language;
  words = catalogue;
  document.documentElement.lang = language;
  document.documentElement.dir = RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr";
  localStorage.setItem(REMEMBERED, language);
  for (const listener of listeners) listener();
}

/** Begin in the language that was spoken last, so that the first screen need not change. */
export const speakAsBefore = () => speak(localStorage.getItem(REMEMBERED));

/** What the console speaks now. */
export const language = (): string => spoken;

/** The same. Whoever asks is drawn anew when it changes. */
export function useSpoken(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => spoken,
  );
}

const MEANING = /\|[^|{}]+$/;

/** A text without the note behind "|" that tells translators which of its meanings is meant. */
const plain = (text: string) => text.replace(MEANING, "");

const filled = (text: string, values?: Values) =>
  values ? text.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all)) : text;

/** A text in the language that is spoken: `t("Waiting for {name}", { name })`. Where one English
 * word has several meanings, a note tells which: `t("Open|state")`. */
export function t(text: string, values?: Values): string {
  const found = words[text];
  return filled(typeof found === "string" ? found : plain(text), values);
}

/** A text that counts: `tn(3, "{count} message", "{count} messages")`. The plural is its key. */
export function tn(count: number, one: string, other: string, values?: Values): string {
  const known = words[other];
  const forms: Forms = typeof known === "object" ? known : { one: plain(one), other: plain(other) };
  const form = forms[new Intl.PluralRules(spoken).select(count)] ?? forms.other ?? other;
  return filled(form, { count: new Intl.NumberFormat(spoken).format(count), ...values });
}

/** Marks a text that `t` says somewhere else, as one of a table that is made once. */
export const m = <Text extends string>(text: Text): Text => text;

/** Names in a row, as the language joins them: "Ann, Bo and Kim". */
export const list = (names: readonly string[]): string =>
  new Intl.ListFormat(spoken, { type: "conjunction" }).format(names);
