/** Languages by their BCP 47 tags, in English words as everything here. */

/** Those that most companies write in; whatever else an article names is offered as well. */
const LANGUAGES =
  "ar cs da de el en es et fi fr he hu it ja ko lt lv nb nl pl pt ro sv tr uk zh".split(" ");

const names = new Intl.DisplayNames(["en"], { type: "language" });

/** "de" is "German"; a tag that nobody knows stays as it is. */
export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** To choose from, by name. */
export function languageOptions(...known: readonly (string | null)[]) {
  const tags = new Set([...LANGUAGES, ...known.filter((tag) => tag !== null && tag !== "")]);
  return [...(tags as Set<string>)]
    .map((tag) => ({ tag, name: languageName(tag) }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
