import { ArrowDownWideNarrow, ArrowLeft, ListFilter, Search, X } from "lucide-react";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import type { Status } from "../api/types";
import { useActions } from "../app/context";
import { pathOf, usePlace } from "../app/routes";
import { anchorOf } from "../commands/dialogs";
import { m, t } from "../i18n/t";
import { Button } from "../ui/Button";
import styles from "./ListHeader.module.css";
import { LIST_SEARCH } from "./row-focus";
import { SORTS } from "./sorts";
import { useListQuery } from "./useListQuery";

const NAMES: Record<Status, string> = {
  any: m("All"),
  open: m("Open|state"),
  snoozed: m("Snoozed"),
  closed: m("Closed"),
};

const SEARCH_AFTER_MS = 250;

function Statuses() {
  const { place } = usePlace();
  const { inbox, filter, filters, q } = place;
  const shown: Status[] =
    inbox === "starred" ? ["any", "open", "closed"] : ["open", "snoozed", "closed"];
  return (
    <nav className={styles.statuses} aria-label={t("Status")}>
      {shown.map((each) => (
        <Link
          key={each}
          href={pathOf(inbox, each, place.conversationId, { filters, q })}
          aria-current={filter === each ? "page" : undefined}
        >
          {t(NAMES[each])}
        </Link>
      ))}
    </nav>
  );
}

function SearchField({ name }: { name: string }) {
  const { place, go } = usePlace();
  const { inbox, filter, filters, q, conversationId } = place;
  const [words, setWords] = useState(q);

  // Another list, or a way back, brings its own words.
  useEffect(() => setWords(q), [q]);

  useEffect(() => {
    const wanted = words.trim();
    if (wanted === q) return;
    const timer = setTimeout(
      () => go(pathOf(inbox, filter, conversationId, { filters, q: wanted }), { replace: true }),
      SEARCH_AFTER_MS,
    );
    return () => clearTimeout(timer);
  }, [words, q, inbox, filter, filters, conversationId, go]);

  return (
    <search className={styles.search}>
      <Search aria-hidden="true" />
      <input
        id={LIST_SEARCH}
        type="text"
        aria-label={t("Search in {name}", { name })}
        placeholder={t("Search")}
        autoComplete="off"
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && words) {
            event.stopPropagation();
            setWords("");
          }
        }}
      />
      {words && (
        <button type="button" aria-label={t("Clear the search")} onClick={() => setWords("")}>
          <X aria-hidden="true" />
        </button>
      )}
    </search>
  );
}

export function ListHeader({ name }: { name: string }) {
  const desk = useActions();
  const { place } = usePlace();
  const { sort } = useListQuery();
  const filtered = Object.keys(place.filters).length > 0;
  // A queue has one order, and all of it is open.
  const waiting = place.inbox === "waiting";
  const sorted = t("Sort: {order}", {
    order: t(SORTS.find((each) => each.id === sort)?.name ?? ""),
  });
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <Link href="/" className={styles.back} aria-label={t("Inboxes")}>
          <ArrowLeft aria-hidden="true" />
        </Link>
        <h1 className={styles.title} title={name} dir="auto">
          {name}
        </h1>
        {waiting ? (
          <span className={styles.order}>{t("Longest wait first")}</span>
        ) : (
          <>
            <Button
              tone="ghost"
              icon={<ListFilter />}
              aria-label={filtered ? t("Filter, on") : t("Filter")}
              hint={t("Filter this list")}
              shortcut="f"
              data-on={filtered}
              className={styles.tool}
              onClick={(event) => desk.show({ kind: "filter", anchor: anchorOf(event) })}
            />
            <Button
              tone="ghost"
              icon={<ArrowDownWideNarrow />}
              aria-label={sorted}
              hint={sorted}
              className={styles.tool}
              onClick={(event) => desk.show({ kind: "sort", anchor: anchorOf(event) })}
            />
          </>
        )}
      </div>
      {!waiting && (
        <div className={styles.tools}>
          <Statuses />
          <SearchField key={place.inbox} name={name} />
        </div>
      )}
    </header>
  );
}
