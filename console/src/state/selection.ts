/** Which rows are ticked: pure steps, by clicks, keys and ranges. */

export function toggled(selected: readonly string[], id: string): string[] {
  return selected.includes(id) ? selected.filter((each) => each !== id) : [...selected, id];
}

/** Tick everything between the last ticked row and this one, as the list shows them. */
export function extended(
  selected: readonly string[],
  shown: readonly string[],
  id: string,
): string[] {
  const from = shown.indexOf(selected.at(-1) ?? "");
  const to = shown.indexOf(id);
  if (from === -1 || to === -1) return toggled(selected, id);
  const between = shown.slice(Math.min(from, to), Math.max(from, to) + 1);
  // The row pressed comes last, so that the next range starts from it.
  const others = between.filter((each) => each !== id);
  return [...new Set([...selected.filter((each) => each !== id), ...others, id])];
}
