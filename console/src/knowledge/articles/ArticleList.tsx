import type { Article } from "@switchboard/protocol";
import { BookOpen, Plus, Search } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { Link } from "wouter";
import { useDesk } from "../../app/context";
import { knowledgePath, usePlace } from "../../app/routes";
import { m, t } from "../../i18n/t";
import { Segmented } from "../../settings/ai/parts/Segmented";
import { Waiting } from "../../settings/channels/Waiting";
import { useMay } from "../../settings/useMay";
import { withoutMarks } from "../../text/markdown";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { RelativeTime } from "../../ui/RelativeTime";
import styles from "../knowledge.module.css";
import { languageName } from "../languages";
import { useArticles } from "./useArticles";

const STATUSES = [
  { id: "", name: m("All") },
  { id: "published", name: m("Published") },
  { id: "draft", name: m("Drafts") },
] as const;

const WHILE_TYPING_MS = 250;
const EXCERPT = 160;

/** What narrows the list stands in the address, so that it can be linked and come back to. */
function useAsked() {
  const { place, go } = usePlace();
  const { q = "", status = "", category = "", language = "" } = place.asked;
  const asked = { q, status, category, language };
  const change = (next: Partial<typeof asked>) =>
    go(knowledgePath("articles", null, { ...asked, ...next }), { replace: true });
  return { asked, change };
}

function SearchField({ value, set }: { value: string; set: (q: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => set(text), WHILE_TYPING_MS);
    return () => clearTimeout(timer);
  });
  return (
    <label className={styles.search}>
      <Search aria-hidden="true" />
      <input
        type="search"
        aria-label={t("Search articles")}
        placeholder={t("Search articles")}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </label>
  );
}

type PickProps = {
  label: string;
  all: string;
  value: string;
  options: readonly { id: string; name: string }[];
  set: (value: string) => void;
};

/** Narrows by one of what the articles have; gone while there is nothing to choose. */
function Pick({ label, all, value, options, set }: PickProps) {
  const id = useId();
  if (options.length === 0 && !value) return null;
  return (
    <>
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <select
        id={id}
        className={styles.pick}
        value={value}
        onChange={(event) => set(event.target.value)}
      >
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
    </>
  );
}

function excerptOf(text: string): string {
  const line = withoutMarks(text).replace(/\s+/g, " ").trim();
  return line.length > EXCERPT ? `${line.slice(0, EXCERPT).trimEnd()}…` : line;
}

function Row({ article }: { article: Article }) {
  const team = useDesk((desk) => desk.teams.find((each) => each.id === article.team_id)?.name);
  const facts = [
    article.category,
    article.language && languageName(article.language),
    team && t("{team} only", { team }),
  ];
  return (
    <li>
      <Link href={knowledgePath("articles", article.id)} className={styles.row}>
        <span className={styles.words}>
          <span className={styles.rowTitle}>
            <span dir="auto">{article.title}</span>
            {article.status === "draft" && <span className={styles.draft}>{t("Draft")}</span>}
          </span>
          <span className={styles.excerpt} dir="auto">
            {excerptOf(article.text)}
          </span>
        </span>
        <span className={styles.facts}>{facts.filter(Boolean).join(" · ")}</span>
        <RelativeTime iso={article.updated_at} className={styles.when} />
      </Link>
    </li>
  );
}

/** Whatever was seen of a fact since the list was opened, so that narrowing does not hide the rest. */
function useSeen(values: readonly (string | null)[]): string[] {
  const [seen, setSeen] = useState<readonly string[]>([]);
  const fresh = values.filter(
    (value): value is string => Boolean(value) && !seen.includes(value as string),
  );
  useEffect(() => {
    if (fresh.length > 0) setSeen((held) => [...new Set([...held, ...fresh])]);
  });
  return [...seen].sort((a, b) => a.localeCompare(b));
}

export function ArticleList() {
  const { go } = usePlace();
  const mayEdit = useMay("knowledge.manage");
  const { asked, change } = useAsked();
  const { q, status, category, language } = asked;
  const { items, error, reload, more, searching } = useArticles({ q, status, category });
  const categories = useSeen(items?.map((each) => each.category) ?? []);
  const languages = useSeen(items?.map((each) => each.language) ?? []);
  const narrowed = q || status || category || language;
  const shown = items?.filter((each) => !language || each.language === language) ?? [];
  const write = (
    <Button tone="primary" icon={<Plus />} onClick={() => go(knowledgePath("articles", "new"))}>
      {t("New article")}
    </Button>
  );
  if (items?.length === 0 && !narrowed) {
    return (
      <EmptyState
        icon={<BookOpen />}
        title={t("No articles yet")}
        text={t(
          "Write down what customers ask again and again. Articles are suggested to agents, found by visitors in the chat, and what the AI agent answers from.",
        )}
      >
        {mayEdit && write}
      </EmptyState>
    );
  }
  return (
    <div className={styles.stack}>
      <div className={styles.tools}>
        <SearchField value={q} set={(next) => change({ q: next })} />
        {mayEdit && (
          <Segmented
            label={t("Status")}
            hideLabel
            options={STATUSES.map(({ id, name }) => ({ id, name: t(name) }))}
            value={status as ""}
            set={(next) => change({ status: next })}
          />
        )}
        <Pick
          label={t("Category")}
          all={t("All categories")}
          value={category}
          options={categories.map((id) => ({ id, name: id }))}
          set={(next) => change({ category: next })}
        />
        <Pick
          label={t("Language")}
          all={t("All languages")}
          value={language}
          options={languages.map((id) => ({ id, name: languageName(id) }))}
          set={(next) => change({ language: next })}
        />
        {mayEdit && <span className={styles.end}>{write}</span>}
      </div>
      {!items || error ? (
        <Waiting error={error} retry={reload} />
      ) : (
        <ul className={styles.list} aria-label={t("Articles")} aria-busy={searching}>
          {shown.map((article) => (
            <Row key={article.id} article={article} />
          ))}
        </ul>
      )}
      {items && shown.length === 0 && !error && !searching && (
        <p className={styles.nothing}>
          {t("Nothing is found that way. Use fewer or other words.")}
        </p>
      )}
      {more && (
        <p>
          <Button onClick={more}>{t("Show more")}</Button>
        </p>
      )}
    </div>
  );
}
