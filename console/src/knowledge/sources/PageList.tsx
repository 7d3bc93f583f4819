/** The pages of a source: what was read, and what was not and why. */
import type { GatheredPage, Source } from "@switchboard/protocol";
import { useState } from "react";
import { m, t, tn } from "../../i18n/t";
import { Segmented } from "../../settings/ai/parts/Segmented";
import common from "../../settings/Settings.module.css";
import { Button } from "../../ui/Button";
import own from "./sources.module.css";
import { usePages } from "./usePages";

const WORDS: Record<GatheredPage["status"], string> = {
  read: m("Read|done"),
  unchanged: m("Unchanged"),
  skipped: m("Skipped"),
  failed: m("Failed"),
};

const SHOWN = [
  { id: "all", name: m("All") },
  { id: "used", name: m("Read|done") },
  { id: "left", name: m("Not read") },
] as const;
type Shown = (typeof SHOWN)[number]["id"];

const isUsed = ({ status }: GatheredPage) => status === "read" || status === "unchanged";

function pathOf(url: string): string {
  try {
    const { pathname, search } = new URL(url);
    return pathname + search;
  } catch {
    return url;
  }
}

function Row({ page }: { page: GatheredPage }) {
  const passages = tn(page.passages, "{count} passage", "{count} passages");
  return (
    <li className={own.page} data-status={page.status}>
      <span className={own.words}>
        <a href={page.url} target="_blank" rel="noopener noreferrer" dir="auto">
          {page.title || pathOf(page.url)}
        </a>
        {page.title && <span className={own.facts}>{pathOf(page.url)}</span>}
      </span>
      <span className={own.outcome}>
        {isUsed(page) ? passages : (page.reason ?? t(WORDS[page.status]))}
      </span>
      <span className={own.badge} data-status={page.status}>
        {t(WORDS[page.status])}
      </span>
    </li>
  );
}

export function PageList({ source }: { source: Source }) {
  const { items: all, cursor, error, fetchPage } = usePages(source);
  const [shown, setShown] = useState<Shown>("all");

  if (error) {
    return (
      <p className={common.failure} role="alert">
        {error}
      </p>
    );
  }
  if (!all || all.length === 0) return null;
  const items = all.filter((page) => shown === "all" || isUsed(page) === (shown === "used"));
  return (
    <section className={own.pages} aria-label={t("Pages")}>
      <div className={own.row}>
        <h3>{t("Pages")}</h3>
        <Segmented
          label={t("Which pages")}
          hideLabel
          options={SHOWN.map(({ id, name }) => ({ id, name: t(name) }))}
          value={shown}
          set={setShown}
        />
      </div>
      <ul>
        {items.map((page) => (
          <Row key={page.url} page={page} />
        ))}
      </ul>
      {items.length === 0 && (
        <p className={common.hint}>
          {shown === "left"
            ? t("Everything that was found could be read.")
            : t("Nothing was read yet.")}
        </p>
      )}
      {cursor && (
        <p>
          <Button onClick={() => fetchPage(cursor)}>{t("Show more")}</Button>
        </p>
      )}
    </section>
  );
}
