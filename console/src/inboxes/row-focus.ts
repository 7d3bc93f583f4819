/** Moving through the rows of the list on screen with the keyboard. */

/** Focus the row after (1) or before (-1) the focused or open one; the first when there is none. */
export function focusRow(step: 1 | -1) {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-conversation-id]")].sort(
    (a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top,
  );
  const focused = rows.indexOf(document.activeElement as HTMLElement);
  const from = focused >= 0 ? focused : rows.findIndex((row) => row.ariaCurrent === "page");
  const target = from < 0 ? rows[0] : rows[from + step];
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
}
