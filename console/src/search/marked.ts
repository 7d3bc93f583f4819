/** Finds the words that were searched for inside a text, as an index folds them. */

export type Piece = { text: string; hit: boolean };

/** Letters as the index sees them, one for one, so that positions stay those of the text. */
function folded(text: string): string {
  return [...text]
    .map((letter) => {
      const plain = letter.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
      return plain.length === letter.length ? plain : letter;
    })
    .join("");
}

export function pieces(text: string, words: readonly string[]): Piece[] {
  const plain = folded(text);
  const wanted = words
    .map((word) => folded(word).replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .filter(Boolean);
  if (wanted.length === 0) return [{ text, hit: false }];
  // Words are found by their beginnings.
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${wanted.join("|")})[\\p{L}\\p{N}]*`, "gu");
  const found: Piece[] = [];
  let end = 0;
  for (const match of plain.matchAll(pattern)) {
    if (match.index > end) found.push({ text: text.slice(end, match.index), hit: false });
    end = match.index + match[0].length;
    found.push({ text: text.slice(match.index, end), hit: true });
  }
  if (end < text.length) found.push({ text: text.slice(end), hit: false });
  return found;
}
