import type { Term } from "@switchboard/protocol";
import { Plus, X } from "lucide-react";
import { m, t } from "../../../i18n/t";
import { languageName, languageOptions } from "../../../knowledge/languages";
import { Button } from "../../../ui/Button";
import { Segmented } from "../parts/Segmented";
import styles from "./glossary.module.css";
import { moved, NEW_TERM, worded } from "./terms";

const WAYS = [
  { id: "keep", name: m("Keep as it is") },
  { id: "say", name: m("Translate as") },
] as const;

type TermProps = { term: Term; language: string; set: (term: Term) => void; remove: () => void };

/** How a term is said in each language that was named. */
function Wordings({ term, language, set }: Omit<TermProps, "remove">) {
  const named = Object.keys(term.translations);
  const free = languageOptions(language).find(
    ({ tag }) => tag !== language && !named.includes(tag),
  )?.tag;
  const put = (tag: string, text: string) =>
    set({ ...term, translations: { ...term.translations, [tag]: text } });
  return (
    <div className={styles.wordings}>
      {named.map((tag) => (
        <div key={tag} className={styles.wording}>
          <select
            aria-label={t("Language of a wording of {term}", { term: term.term })}
            value={tag}
            onChange={(event) => set(moved(term, tag, event.target.value))}
          >
            {languageOptions(tag)
              .filter((option) => option.tag === tag || !named.includes(option.tag))
              .map((option) => (
                <option key={option.tag} value={option.tag}>
                  {option.name}
                </option>
              ))}
          </select>
          <input
            dir="auto"
            aria-label={t("{term} in {language}", {
              term: term.term,
              language: languageName(tag),
            })}
            maxLength={100}
            value={term.translations[tag] ?? ""}
            onChange={(event) => put(tag, event.target.value)}
          />
          <Button
            tone="ghost"
            icon={<X />}
            aria-label={t("Remove {name}", { name: languageName(tag) })}
            onClick={() => set(worded(term, tag, ""))}
          />
        </div>
      ))}
      {free && (
        <Button tone="ghost" icon={<Plus />} onClick={() => put(free, "")}>
          {t("Language")}
        </Button>
      )}
    </div>
  );
}

function TermRow({ term, language, set, remove }: TermProps) {
  const told = term.term || t("this term|in place of the word");
  return (
    <li className={styles.term}>
      <div className={styles.termHead}>
        <input
          dir="auto"
          aria-label={t("Term")}
          placeholder="Nordlys"
          maxLength={100}
          value={term.term}
          onChange={(event) => set({ ...term, term: event.target.value })}
        />
        <Segmented
          label={t("What happens with {term}", { term: told })}
          hideLabel
          options={WAYS}
          value={term.keep ? "keep" : "say"}
          set={(way) => set({ ...term, keep: way === "keep" })}
        />
        <Button
          tone="ghost"
          icon={<X />}
          aria-label={t("Remove {name}", { name: told })}
          onClick={remove}
        />
      </div>
      {!term.keep && <Wordings term={term} language={language} set={set} />}
    </li>
  );
}

type Props = { terms: readonly Term[]; language: string; set: (terms: Term[]) => void };

/** Names and words that no translation may change, or that are always said the same way. */
export function Glossary({ terms, language, set }: Props) {
  const put = (index: number, term: Term) =>
    set(terms.map((each, at) => (at === index ? term : each)));
  let position = 0;
  return (
    <section className={styles.glossary} aria-label={t("Glossary")}>
      <h2>{t("Glossary")}</h2>
      <p>{t("Names stay as they are; other words are always said as you say them here.")}</p>
      <ul>
        {terms.map((term) => {
          // A term has no name until it is written: its place tells it apart.
          const index = position++;
          return (
            <TermRow
              key={index}
              term={term}
              language={language}
              set={(next) => put(index, next)}
              remove={() => set(terms.filter((_, at) => at !== index))}
            />
          );
        })}
      </ul>
      <Button icon={<Plus />} onClick={() => set([...terms, NEW_TERM])}>
        {t("Add a term")}
      </Button>
    </section>
  );
}
