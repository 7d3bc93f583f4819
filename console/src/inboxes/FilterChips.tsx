import { BookmarkPlus, X } from "lucide-react";
import { useEffect } from "react";
import { useActions, useDesk } from "../app/context";
import { t } from "../i18n/t";
import { filterPairs } from "../state/queries";
import { LabelDot } from "../ui/LabelDots";
import styles from "./FilterChips.module.css";
import { type FilterName, toggledFilter, useFilterChoices, useFilters } from "./useFilters";

/** What narrows the list, each with a way to take it off. */
export function FilterChips() {
  const { filters } = useFilters();
  return Object.keys(filters).length > 0 ? <Chips /> : null;
}

function Chips() {
  const desk = useActions();
  const { filters, set, clear } = useFilters();
  const choices = useFilterChoices();
  const pairs = filterPairs(filters);
  const needsPeople = useDesk(
    (state) => filters.assignee !== undefined && state.users.length === 0,
  );

  useEffect(() => {
    if (needsPeople) desk.loadPeople();
  }, [desk, needsPeople]);

  return (
    <fieldset className={styles.chips}>
      <legend className="visually-hidden">{t("Filters")}</legend>
      {pairs.map(([name, value]) => {
        const known = choices.find((each) => each.name === name && each.value === value);
        const title = known?.title ?? t("Unknown");
        return (
          <span key={name} className={styles.chip}>
            {known?.color && <LabelDot color={known.color} />}
            <span className={styles.name} title={`${known?.section ?? t("Filter")}: ${title}`}>
              {title}
            </span>
            <button
              type="button"
              aria-label={t("Remove the filter {name}", { name: title })}
              onClick={() => set(toggledFilter(filters, { name: name as FilterName, value }))}
            >
              <X aria-hidden="true" />
            </button>
          </span>
        );
      })}
      <button type="button" className={styles.plain} onClick={clear}>
        {t("Clear")}
      </button>
      <button
        type="button"
        className={styles.plain}
        onClick={() => desk.show({ kind: "save-view" })}
      >
        <BookmarkPlus aria-hidden="true" /> {t("Save view")}
      </button>
    </fieldset>
  );
}
