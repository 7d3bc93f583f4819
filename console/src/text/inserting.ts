/** Where something of the company's goes into what is being written. */

/** `piece` at the caret, in a paragraph of its own where there are words around it. */
export function withPiece(text: string, caret: number, piece: string, inline: boolean): string {
  const [before, after] = [text.slice(0, caret), text.slice(caret)];
  if (inline) {
    const gap = before && !/\s$/.test(before) ? " " : "";
    const then = after && !/^\s/.test(after) ? " " : "";
    return `${before}${gap}${piece}${then}${after}`;
  }
  const [head, tail] = [before.trimEnd(), after.trimStart()];
  return `${head && `${head}\n\n`}${piece.trim()}${tail && `\n\n${tail}`}`;
}
