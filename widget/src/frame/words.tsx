/** What a message says: plain text with its links, or the light markdown of an agent. */
import type { ComponentChildren } from "preact";
import { type Block, blocks, type Span } from "./markdown";
import { pieces } from "./text";

export function Words({ text, markdown }: { text: string; markdown: boolean }) {
  if (markdown) return <>{blocks(text).map(blockView)}</>;
  return (
    <p dir="auto">
      {pieces(text).map((piece) =>
        typeof piece === "string" ? piece : <Link href={piece.href}>{piece.text}</Link>,
      )}
    </p>
  );
}

function blockView(block: Block) {
  if (block.kind === "code") {
    return (
      <pre dir="ltr">
        <code>{block.text}</code>
      </pre>
    );
  }
  if (block.kind === "text") return <p dir="auto">{block.spans.map(spanView)}</p>;
  const List = block.kind;
  return (
    <List dir="auto">
      {block.items.map((item) => (
        <li>{item.map(spanView)}</li>
      ))}
    </List>
  );
}

function spanView(span: Span): ComponentChildren {
  if (typeof span === "string") return span;
  if (span.kind === "code") return <code>{span.text}</code>;
  const inside = span.spans.map(spanView);
  if (span.kind === "link") return <Link href={span.href}>{inside}</Link>;
  const Mark = span.kind;
  return <Mark>{inside}</Mark>;
}

function Link({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
      {children}
    </a>
  );
}
