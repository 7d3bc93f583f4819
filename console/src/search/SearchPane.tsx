/** Search over everything the agent may see: words, filters, labels, and the way to each message. */
import { ArrowLeft, CircleAlert, Search, SearchX, Tag, X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import type { SearchQuery } from "../api/types";
import { useDesk } from "../app/context";
import { searchPath, usePlace } from "../app/routes";
import { useNarrow } from "../app/sidebar-state";
import { t } from "../i18n/t";
import { LIST_SEARCH } from "../inboxes/row-focus";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { LabelDot } from "../ui/LabelDots";
import { HitRow } from "./HitRow";
import { hitPath, hitPlace } from "./hits";
import { SearchFilters } from "./SearchFilters";
import styles from "./SearchPane.module.css";
import { isBrowsing, useSearch } from "./useSearch";

function LabelBrowser() {
  const labels = useDesk((desk) => desk.labels);
  if (labels.length === 0) {
    const text = t("Search messages, notes and files of every conversation that you may see.");
    return <EmptyState icon={<Search />} title={t("Search everywhere")} text={text} />;
  }
  return (
    <section className={styles.browser} aria-label={t("Labels")}>
      <h2 className={styles.heading}>
        <Tag aria-hidden="true" /> {t("Browse by label")}
      </h2>
      <ul className={styles.labels}>
        {labels.map((label) => (
          <li key={label.id}>
            <Link href={searchPath({ q: "", label: label.id })} className={styles.label}>
              <LabelDot color={label.color} />
              <span dir="auto">{label.name}</span>
              {label.scope === "private" && <small>{t("only you")}</small>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Results({ query }: { query: SearchQuery }) {
  const { place } = usePlace();
  const { found, more, retry } = useSearch(query);
  const end = useRef<HTMLLIElement>(null);
  const loadMore = useRef(more);
  loadMore.current = more;

  // More is fetched when the end of the list comes near.
  useEffect(() => {
    const element = end.current;
    if (!element || found.cursor === null) return;
    const watcher = new IntersectionObserver(
      ([entry]) => entry?.isIntersecting && loadMore.current(),
      { rootMargin: "400px" },
    );
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [found.cursor]);

  if (found.state === "error") {
    return (
      <div className={styles.failed} role="alert">
        <EmptyState
          icon={<CircleAlert />}
          title={t("The search did not work")}
          text={found.error ?? t("Try again in a moment.")}
        >
          <Button onClick={retry}>{t("Try again")}</Button>
        </EmptyState>
      </div>
    );
  }
  if (found.state === "idle" && !query.q) return <LabelBrowser />;
  if (found.state === "ready" && found.hits.length === 0 && found.cursor === null) {
    const text = t("Try fewer or other words; beginnings of words are enough.");
    return <EmptyState icon={<SearchX />} title={t("Nothing found")} text={text} />;
  }
  return (
    <ul className={styles.hits} aria-label={t("Results")} aria-busy={found.state === "loading"}>
      {found.hits.map((hit) => (
        <li key={`${hit.conversation.id}:${hit.entry?.id}`}>
          <HitRow
            hit={hit}
            href={hitPath(query, hit)}
            current={
              place.conversationId === hitPlace(hit).id && place.at === (hit.entry?.seq ?? null)
            }
          />
        </li>
      ))}
      <li ref={end} aria-hidden="true" className={styles.end}>
        {found.state === "loading" && t("Searching…")}
      </li>
    </ul>
  );
}

export default function SearchPane({ edge }: { edge: ReactNode }) {
  const { place, go } = usePlace();
  const { search: query, conversationId, at } = place;
  const [words, setWords] = useState(query.q);
  const field = useRef<HTMLInputElement>(null);

  // Alone on a narrow screen, it is what the page is about.
  const Pane = useNarrow() ? "main" : "section";

  useEffect(() => setWords(query.q), [query.q]);
  useEffect(() => field.current?.focus(), []);

  function set(change: Partial<SearchQuery>) {
    const next = { ...query, ...change };
    go(searchPath(next, conversationId ?? undefined, at ?? undefined), { replace: true });
  }

  return (
    <Pane className={styles.pane} aria-label={t("Search")}>
      <h1 className="visually-hidden">{t("Search")}</h1>
      {edge}
      <header className={styles.header}>
        <div className={styles.top}>
          <Link href="/" className={styles.back} aria-label={t("Inboxes")}>
            <ArrowLeft aria-hidden="true" />
          </Link>
          <search className={styles.search}>
            <Search aria-hidden="true" />
            <input
              ref={field}
              id={LIST_SEARCH}
              type="text"
              aria-label={t("Search everywhere")}
              placeholder={t("Search everywhere")}
              autoComplete="off"
              dir="auto"
              value={words}
              onChange={(event) => {
                setWords(event.target.value);
                set({ q: event.target.value.trim() });
              }}
            />
            {(words || isBrowsing(query)) && (
              <button
                type="button"
                aria-label={t("Clear the search")}
                onClick={() => go(searchPath({ q: "" }))}
              >
                <X aria-hidden="true" />
              </button>
            )}
          </search>
        </div>
        <SearchFilters query={query} set={set} />
      </header>
      <Results query={query} />
    </Pane>
  );
}
