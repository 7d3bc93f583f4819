import { linkPieces } from "../text/links";

/** A customer's or agent's words, as text; addresses in it can be followed. */
export function Linked({ text }: { text: string }) {
  const pieces = linkPieces(text);
  let position = 0;
  return pieces.map((piece) => {
    const key = position;
    position += piece.text.length;
    if (!piece.href) return piece.text;
    return (
      <a key={key} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
        {piece.text}
      </a>
    );
  });
}
