/** Languages by their BCP 47 tags. */
import { languageName } from "../text/languages";

export { languageName };

/** Those that most companies write in; whatever else an article names is offered as well. */
const LANGUAGES =
  "ar,cs,da,de,el,en,es,et,fi,fr,he,hu,it,ja,ko,lt,lv,nb,nl,pl,pt,ro,sv,tr,uk,zh".split(",");

/** To choose from, by name. */
export function languageOptions(...known: readonly (string | null)[]) {
  const tags = new Set([...LANGUAGES, ...known.filter((tag) => tag !== null && tag !== "")]);
  return [...(tags as Set<string>)]
    .map((tag) => ({ tag, name: languageName(tag) }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
