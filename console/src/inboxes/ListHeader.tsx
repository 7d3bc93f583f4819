import { ArrowDownWideNarrow, ArrowLeft, ListFilter, Search, X } from "lucide-react";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import type { Status } from "../api/types";
import { useActions } from "../app/context";
import { pathOf, usePlace } from "../app/routes";
import { anchorOf } from "../commands/dialogs";
import { Button } from "../ui/Button";
import styles from "./ListHeader.module.css";
import { LIST_SEARCH } from "./row-focus";
import { SORTS } from "./sorts";
import { useListQuery } from "./useListQuery";

const NAMES: Record<Status, string> = {
  any: "All",
  open: "Open",
  snoozed: "Snoozed",
  closed: "Closed",
};

const SEARCH_AFTER_MS = 250;

function Statuses() {
  const { place } = usePlace();
  const { inbox, filter, filters, q } = place;
  const shown: Status[] =
    inbox === "starred" ? ["any", "open", "closed"] : ["open", "snoozed", "closed"];
  return (
    <nav className={styles.statuses} aria-label="Status">
      {shown.map((each) => (
        <Link
          key={each}
          href={pathOf(inbox, each, place.conversationId, { filters, q })}
          aria-current={filter === each ? "page" : undefined}
        >
          {NAMES[each]}
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
        aria-label={`Search in ${name}`}
        placeholder="Search"
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
        <button type="button" aria-label="Clear the search" onClick={() => setWords("")}>
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
  const sorted = SORTS.find((each) => each.id === sort)?.name ?? "";
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <Link href="/" className={styles.back} aria-label="Inboxes">
          <ArrowLeft aria-hidden="true" />
        </Link>
        <h1 className={styles.title} title={name} dir="auto">
          {name}
        </h1>
        {waiting ? (
          <span className={styles.order}>Longest wait first</span>
        ) : (
          <>
            <Button
              tone="ghost"
              icon={<ListFilter />}
              aria-label={filtered ? "Filter, on" : "Filter"}
              hint="Filter this list"
              shortcut="f"
              data-on={filtered}
              className={styles.tool}
              onClick={(event) => desk.show({ kind: "filter", anchor: anchorOf(event) })}
            />
            <Button
              tone="ghost"
              icon={<ArrowDownWideNarrow />}
              aria-label={`Sort: ${sorted}`}
              hint={`Sort: ${sorted}`}
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
