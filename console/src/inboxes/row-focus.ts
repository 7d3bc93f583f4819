/** Moving through the rows of the list on screen with the keyboard. */

export const LIST_SEARCH = "list-search";

/** Focus the row after (1) or before (-1) the focused or open one; the first when there is none. */
export function focusRow(step: 1 | -1) {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-conversation-id]")].sort(
    (a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top,
  );
  const focused = rows.findIndex((row) => row.parentElement?.contains(document.activeElement));
  const from = focused >= 0 ? focused : rows.findIndex((row) => row.ariaCurrent === "page");
  const target = from < 0 ? rows[0] : rows[from + step];
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
}

export function focusListSearch() {
  const field = document.getElementById(LIST_SEARCH);
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
}
