/** Finds the addresses in a text, so that they can be shown as links without touching HTML. */
import { tokenize } from "linkifyjs";

type Piece = { text: string; href: string | null };

const SAFE = /^(https?:|mailto:)/i;

export function linkPieces(text: string): Piece[] {
  return tokenize(text).map((token) => {
    const href = token.isLink ? token.toHref("https") : "";
    return { text: token.v, href: SAFE.test(href) ? href : null };
  });
}
