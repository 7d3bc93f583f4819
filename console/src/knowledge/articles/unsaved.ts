/**
 * What was changed in an article and not saved: it survives a reload and another page of the
 * console, and goes when the agent signs out, as half-written messages do.
 */
import type { Article, ArticleFacts } from "@switchboard/protocol";

export type Unsaved = {
  facts: ArticleFacts;
  /** The version it began from; null for a new article. */
  base: string | null;
};

const keyOf = (id: string) => `switchboard:article:${id}`;

export const EMPTY_ARTICLE: ArticleFacts = {
  title: "",
  text: "",
  status: "draft",
  category: null,
  language: null,
  team_id: null,
  url: null,
};

export function factsOf(article: Article): ArticleFacts {
  const { title, text, status, category, language, team_id, url } = article;
  return { title, text, status, category, language, team_id, url };
}

export function isSame(one: ArticleFacts, other: ArticleFacts): boolean {
  return (Object.keys(EMPTY_ARTICLE) as (keyof ArticleFacts)[]).every(
    (name) => one[name] === other[name],
  );
}

export function keep(id: string, unsaved: Unsaved, storage: Storage = sessionStorage) {
  storage.setItem(keyOf(id), JSON.stringify(unsaved));
}

export function forget(id: string, storage: Storage = sessionStorage) {
  storage.removeItem(keyOf(id));
}

export function keptOf(id: string, storage: Storage = sessionStorage): Unsaved | null {
  const stored = storage.getItem(keyOf(id));
  if (!stored) return null;
  const unsaved: Unsaved = JSON.parse(stored);
  return { ...unsaved, facts: { ...EMPTY_ARTICLE, ...unsaved.facts } };
}
