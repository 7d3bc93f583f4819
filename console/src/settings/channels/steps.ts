/** The steps at a provider, with what is to be copied told apart from the words around it. */

export type Piece = { text: string; copy: boolean };

const GAP = /\{\w+\}/g;

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Whether a step can be done before the channel exists: nothing of ours stands in it. */
export function comesFirst(template: string): boolean {
  return !template.match(GAP);
}

/** What is copied stands in a box of its own, so a stop or comma after it would stand alone. */
const afterBox = (word: string, index: number) =>
  index === 0 ? word : word.replace(/^[.,;:]\s*/, "");

/**
 * The pieces of a filled-in step. Where its template has a gap, the value that stands there is to
 * be copied; a step that does not fit its template is words only.
 */
export function piecesOf(filled: string, template: string | undefined): Piece[] {
  const words = template?.split(GAP) ?? [];
  const values = words.length > 1 ? filled.match(new RegExp(`^${gapped(words)}$`, "s")) : null;
  if (!values) return [{ text: filled, copy: false }];
  return words
    .flatMap((word, index) => [
      { text: afterBox(word, index), copy: false },
      { text: values[index + 1] ?? "", copy: true },
    ])
    .filter((piece) => piece.text !== "");
}

const gapped = (words: readonly string[]) => words.map(escaped).join("(.+?)");
