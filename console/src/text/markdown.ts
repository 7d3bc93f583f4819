/**
 * Light markdown as plain data: bold, italic, code, links and lists, nothing else. What is drawn
 * from it are elements and text, never HTML, so a message cannot bring any.
 */
import { linkPieces } from "./links";

export type Span =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "link"; text: string; href: string }
  | { kind: "bold" | "italic"; spans: Span[] };

export type Block =
  | { kind: "text"; spans: Span[] }
  | { kind: "code"; text: string }
  | { kind: "list"; start: number | null; items: Span[][] };

const SAFE = /^(https?:\/\/|mailto:)/i;

const INLINE = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "\\[(?<label>[^\\]\\n]+)\\]\\((?<href>[^\\s()]+)\\)",
    "\\*\\*(?<bold>\\S(?:[^\\n]*?\\S)??)\\*\\*",
    "(?<![\\w*])\\*(?<star>[^\\s*](?:[^\\n*]*[^\\s*])?)\\*(?![\\w*])",
    "(?<![\\w_])_(?<line>[^\\s_](?:[^\\n_]*[^\\s_])?)_(?![\\w_])",
  ].join("|"),
  "gu",
);

const FENCE = /^```[^\n`]*\n([\s\S]*?)\n?```[ \t]*$/gm;
const BULLET = /^[ \t]*[-*•][ \t]+(?=\S)/;
const NUMBER = /^[ \t]*(\d{1,3})[.)][ \t]+(?=\S)/;

/** Addresses in a text become links, the rest stays as it is. */
export function plainSpans(text: string): Span[] {
  return linkPieces(text).map(({ text: piece, href }) =>
    href ? { kind: "link", text: piece, href } : { kind: "text", text: piece },
  );
}

function spanOf(found: Record<string, string | undefined>, whole: string): Span[] {
  const { code, label, href, bold, star, line } = found;
  if (code) return [{ kind: "code", text: code }];
  if (label && href)
    return SAFE.test(href) ? [{ kind: "link", text: label, href }] : plainSpans(whole);
  if (bold) return [{ kind: "bold", spans: inlineSpans(bold) }];
  return [{ kind: "italic", spans: inlineSpans(star ?? line ?? "") }];
}

export function inlineSpans(text: string): Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) spans.push(...plainSpans(text.slice(end, match.index)));
    spans.push(...spanOf(match.groups ?? {}, match[0]));
    end = match.index + match[0].length;
  }
  if (end < text.length) spans.push(...plainSpans(text.slice(end)));
  return spans;
}

type Line = { text: string; mark: "bullet" | number | null };

function lineOf(text: string): Line {
  const number = NUMBER.exec(text);
  if (number) return { text: text.slice(number[0].length), mark: Number(number[1]) };
  const bullet = BULLET.exec(text);
  return bullet ? { text: text.slice(bullet[0].length), mark: "bullet" } : { text, mark: null };
}

function kindOf(line: Line): "text" | "bullet" | "number" {
  return line.mark === null ? "text" : line.mark === "bullet" ? "bullet" : "number";
}

/** Lines of one kind stand together; line breaks inside a text are kept. */
function paragraphs(text: string): Block[] {
  const runs: Line[][] = [];
  for (const line of text.split("\n").map(lineOf)) {
    const run = runs.at(-1);
    if (run?.[0] && kindOf(run[0]) === kindOf(line)) run.push(line);
    else runs.push([line]);
  }
  return runs.flatMap((run): Block[] => {
    const first = run[0] as Line;
    if (kindOf(first) === "text") {
      const joined = run.map((line) => line.text).join("\n");
      const shown = joined.replace(/^\n+|\n+$/g, "");
      return shown ? [{ kind: "text", spans: inlineSpans(shown) }] : [];
    }
    const start = typeof first.mark === "number" ? first.mark : null;
    return [{ kind: "list", start, items: run.map((line) => inlineSpans(line.text)) }];
  });
}

export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let end = 0;
  for (const match of text.matchAll(FENCE)) {
    blocks.push(...paragraphs(text.slice(end, match.index)));
    blocks.push({ kind: "code", text: match[1] ?? "" });
    end = match.index + match[0].length;
  }
  blocks.push(...paragraphs(text.slice(end)));
  return blocks;
}

/** Whether a text means anything that plain text does not show. */
export function isMarkdown(text: string): boolean {
  return blocksOf(text).some((block) => {
    if (block.kind !== "text") return true;
    return block.spans.some(
      (span) =>
        span.kind === "bold" ||
        span.kind === "italic" ||
        span.kind === "code" ||
        (span.kind === "link" && text.includes(`](${span.href})`)),
    );
  });
}

/** What a person reads of it, without its marks: for quotes and previews. */
export function withoutMarks(text: string): string {
  const say = (span: Span): string => ("spans" in span ? span.spans.map(say).join("") : span.text);
  return blocksOf(text)
    .map((block) => {
      if (block.kind === "code") return block.text;
      if (block.kind === "text") return block.spans.map(say).join("");
      return block.items.map((item) => `• ${item.map(say).join("")}`).join("\n");
    })
    .join("\n");
}
