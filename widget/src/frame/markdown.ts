/** The light markdown of agents' messages: bold, italic, code, links, lists. A tree, never HTML. */
import { pieces } from "./text";

export type Span =
  | string
  | { kind: "code"; text: string }
  | { kind: "strong" | "em"; spans: Span[] }
  | { kind: "link"; href: string; spans: Span[] };

export type Block =
  | { kind: "text"; spans: Span[] }
  | { kind: "code"; text: string }
  | { kind: "ul" | "ol"; items: Span[][] };

const MARKED =
  /`([^`\n]+)`|\*\*([^\s*]|[^\s*].*?\S)\*\*|\*([^\s*]|[^\s*].*?[^\s*])\*|\b_([^\s_]|[^\s_].*?[^\s_])_\b|\[([^\]\n]+)\]\((https?:\/\/[^\s()]+)\)/;

/** Splits a line or more of text at its marks; what is not closed stays the character it is. */
export function spans(text: string): Span[] {
  const found = MARKED.exec(text);
  if (!found) return plain(text);
  const [whole, code, strong, star, low, label, href] = found;
  const end = found.index + whole.length;
  return [...plain(text.slice(0, found.index)), marked(), ...spans(text.slice(end))];

  function marked(): Span {
    if (code) return { kind: "code", text: code };
    if (strong) return { kind: "strong", spans: spans(strong) };
    if (href && label) return { kind: "link", href, spans: [label] };
    return { kind: "em", spans: spans(star ?? low ?? "") };
  }
}

/** Text without marks, in which web addresses are links all the same. */
function plain(text: string): Span[] {
  return pieces(text).map((piece) =>
    typeof piece === "string" ? piece : { kind: "link", href: piece.href, spans: [piece.text] },
  );
}

const ITEM = /^\s{0,3}(?:([-*•])|\d{1,3}[.)])\s+(.*)$/;
const FENCE = /^```/;

/** The blocks of a message: lines that are items of one list stand together, so do plain lines. */
export function blocks(text: string): Block[] {
  const made: Block[] = [];
  const lines = text.split("\n");
  let open: string[] = [];

  function endText(): void {
    const joined = open.join("\n").replace(/^\n+|\n+$/g, "");
    if (joined) made.push({ kind: "text", spans: spans(joined) });
    open = [];
  }

  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    const item = ITEM.exec(line);
    const close = FENCE.test(line) ? lines.findIndex((l, i) => i > at && FENCE.test(l)) : -1;
    if (close > 0) {
      endText();
      made.push({ kind: "code", text: lines.slice(at + 1, close).join("\n") });
      at = close;
    } else if (item) {
      endText();
      const kind = item[1] ? "ul" : "ol";
      const last = made.at(-1);
      const content = spans(item[2] ?? "");
      // A list goes on only from the very line above.
      if (last?.kind === kind && ITEM.test(lines[at - 1] ?? "")) last.items.push(content);
      else made.push({ kind, items: [content] });
    } else {
      open.push(line);
    }
  }
  endText();
  return made;
}
