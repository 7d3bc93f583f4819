/** The articles that an agent may read: found, read and put into the reply beside the thread. */
import type { Article, Page } from "@switchboard/protocol";
import { ArrowLeft, BookOpen, ExternalLink, FileInput, Link2, Search } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { Link } from "wouter";
import { createKnowledgeApi } from "../api/knowledge-api";
import { messageOf } from "../api/problem";
import { useActions, useAsk, useDesk } from "../app/context";
import { knowledgePath } from "../app/routes";
import { t } from "../i18n/t";
import { tx } from "../i18n/tx";
import { withoutMarks } from "../text/markdown";
import { useInsert } from "../thread/useInsert";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { Marked } from "../ui/Marked";
import { RelativeTime } from "../ui/RelativeTime";
import styles from "./ArticlesPanel.module.css";
import { useFetched } from "./useFetched";

const SEARCH_AFTER_MS = 200;

/** Articles that hold the words, page by page. */
function useArticles(q: string) {
  const ask = useAsk();
  const api = useMemo(() => createKnowledgeApi(ask), [ask]);
  const [found, setFound] = useState<(Page<Article> & { q: string }) | null>(null);
  const [error, setError] = useState<string | null>(null);
  const wanted = useRef(q);
  wanted.current = q;

  async function load(cursor: string | null, before: readonly Article[]) {
    try {
      const page = await api.articles({ status: "published", ...(q ? { q } : {}) }, cursor);
      if (wanted.current !== q) return;
      setFound({ ...page, items: [...before, ...page.items], q });
      setError(null);
    } catch (failure) {
      if (wanted.current === q) setError(messageOf(failure));
    }
  }
  const latest = useRef(load);
  latest.current = load;

  useEffect(() => {
    const timer = setTimeout(() => latest.current(null, []), q ? SEARCH_AFTER_MS : 0);
    return () => clearTimeout(timer);
  }, [q]);

  const more = found?.next_cursor;
  return {
    articles: found?.items ?? null,
    error,
    busy: found?.q !== q,
    more: more ? () => load(more, found.items) : null,
  };
}

function List({ open }: { open: (id: string) => void }) {
  const [query, setQuery] = useState("");
  const q = query.trim();
  const { articles, error, busy, more } = useArticles(q);
  return (
    <>
      <label className={styles.search}>
        <Search aria-hidden="true" />
        <input
          type="search"
          aria-label={t("Search articles")}
          placeholder={t("Search articles")}
          autoComplete="off"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </label>
      <div className={styles.scroller} aria-busy={busy}>
        {error && <p className={styles.failure}>{error}</p>}
        {articles && (
          <ul className={styles.list}>
            {articles.map((article) => (
              <li key={article.id}>
                <button
                  type="button"
                  className={styles.item}
                  data-testid="article-item"
                  onClick={() => open(article.id)}
                >
                  <span className={styles.name} dir="auto">
                    {article.title}
                  </span>
                  <span className={styles.excerpt} dir="auto">
                    {withoutMarks(article.text).slice(0, 160)}
                  </span>
                  {article.category && (
                    <span className={styles.category} dir="auto">
                      {article.category}
                    </span>
                  )}
                </button>
              </li>
            ))}
          </ul>
        )}
        {more && (
          <Button tone="ghost" className={styles.more} onClick={more}>
            {t("Show more")}
          </Button>
        )}
        {articles?.length === 0 && !busy && (
          <EmptyState
            icon={<BookOpen />}
            title={q ? t("No article has these words") : t("No articles yet")}
            text={
              q
                ? t("Try fewer or other words.")
                : t("Articles that are published under Knowledge appear here.")
            }
          />
        )}
      </div>
    </>
  );
}

/** What would end the Markdown of a link too early. */
function linkTo({ title }: Article, url: string): string {
  const label = title.replace(/[[\]]/g, " ").trim();
  const href = url.replace(/[()]/g, (mark) => (mark === "(" ? "%28" : "%29"));
  return `[${label}](${href})`;
}

function Reading({ id, articleId, back }: { id: string; articleId: string; back: () => void }) {
  const ask = useAsk();
  const insert = useInsert(id);
  const { value: article, error } = useFetched(articleId, () =>
    createKnowledgeApi(ask).article(articleId),
  );
  const url = article?.url;
  const heading = useRef<HTMLHeadingElement>(null);
  const loaded = article !== null;

  // Who reads with their ears is told what has come in the list's place.
  useEffect(() => {
    if (loaded) heading.current?.focus();
  }, [loaded]);

  return (
    <>
      <div className={styles.bar}>
        <Button tone="ghost" icon={<ArrowLeft />} data-testid="article-back" onClick={back}>
          {t("Back")}
        </Button>
        <Link href={knowledgePath("articles", articleId)} className={styles.out}>
          {t("Open in Knowledge")} <ExternalLink aria-hidden="true" />
        </Link>
      </div>
      <article className={styles.reading}>
        {error && <p className={styles.failure}>{error}</p>}
        {article && (
          <>
            <h3 ref={heading} tabIndex={-1} dir="auto">
              {article.title}
            </h3>
            <p className={styles.facts}>
              {article.category && <span dir="auto">{article.category} · </span>}
              <span>
                {tx("Updated {when}", { when: <RelativeTime iso={article.updated_at} /> })}
              </span>
              {url && (
                <>
                  {" · "}
                  <a href={url} target="_blank" rel="noopener noreferrer">
                    {t("On the web")}
                  </a>
                </>
              )}
            </p>
            <div className={styles.text} data-testid="article-text">
              <Marked text={article.text} format="markdown" />
            </div>
          </>
        )}
      </article>
      {article && (
        <footer className={styles.foot}>
          <Button
            icon={<FileInput />}
            data-testid="article-insert"
            onClick={() => insert(article.text)}
          >
            {t("Insert into reply")}
          </Button>
          {url && (
            <Button
              tone="ghost"
              icon={<Link2 />}
              data-testid="article-insert-link"
              onClick={() => insert(linkTo(article, url), true)}
            >
              {t("Insert link")}
            </Button>
          )}
        </footer>
      )}
    </>
  );
}

export default function ArticlesPanel({ id }: { id: string }) {
  const { openPanel } = useActions();
  const reading = useDesk((desk) => desk.panel.article);
  // The list stays behind what is read, as it was searched and scrolled.
  return (
    <div className={styles.panel} data-testid="articles-panel">
      <div className={styles.page} data-behind={reading !== null} inert={reading !== null}>
        <List open={(article) => openPanel("articles", article)} />
      </div>
      {reading && (
        <div className={styles.page}>
          <Reading
            key={reading}
            id={id}
            articleId={reading}
            back={() => openPanel("articles", null)}
          />
        </div>
      )}
    </div>
  );
}
