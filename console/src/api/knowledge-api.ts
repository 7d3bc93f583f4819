/** The calls with which knowledge is written, gathered and approved. */
import type {
  Article,
  ArticleFacts,
  GatheredPage,
  NewSource,
  Page,
  Proposal,
  Source,
  SourceChange,
} from "@switchboard/protocol";
import type { Ask } from "./http";

const MOST = 100;

export type ArticleQuery = { q?: string; status?: string; category?: string };

type Given = Record<string, string | number | null | undefined>;

function query(values: Given): string {
  const given = Object.entries(values).filter(([, value]) => value);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

export function createKnowledgeApi(ask: Ask) {
  const at = (noun: string, id: string, rest = "") => `/${noun}/${encodeURIComponent(id)}${rest}`;
  return {
    articles: (narrowed: ArticleQuery = {}, cursor: string | null = null) =>
      ask<Page<Article>>("GET", `/articles?${query({ ...narrowed, limit: 50, cursor })}`),
    article: (id: string) => ask<Article>("GET", at("articles", id)),
    createArticle: (body: ArticleFacts) => ask<Article>("POST", "/articles", body),
    changeArticle: (id: string, body: Partial<ArticleFacts>) =>
      ask<Article>("PATCH", at("articles", id), body),
    deleteArticle: (id: string) => ask<void>("DELETE", at("articles", id)),

    sources: () => ask<{ items: Source[] }>("GET", `/sources?limit=${MOST}`),
    source: (id: string) => ask<Source>("GET", at("sources", id)),
    createSource: (body: NewSource) => ask<Source>("POST", "/sources", body),
    changeSource: (id: string, body: SourceChange) => ask<Source>("PATCH", at("sources", id), body),
    deleteSource: (id: string) => ask<void>("DELETE", at("sources", id)),
    refreshSource: (id: string) => ask<Source | undefined>("POST", at("sources", id, "/refresh")),
    pagesOf: (id: string, cursor: string | null = null) =>
      ask<Page<GatheredPage>>("GET", at("sources", id, `/pages?${query({ limit: 50, cursor })}`)),

    proposals: () => ask<Page<Proposal>>("GET", `/proposals?status=open&limit=${MOST}`),
    approve: (id: string, edited: { question?: string; answer?: string } = {}) =>
      ask<{ article_id: string }>("POST", at("proposals", id, "/approve"), edited),
    dismiss: (id: string) => ask<void>("POST", at("proposals", id, "/dismiss")),
  };
}

export type KnowledgeApi = ReturnType<typeof createKnowledgeApi>;
