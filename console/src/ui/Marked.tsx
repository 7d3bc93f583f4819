import { Fragment, type ReactNode, useMemo } from "react";
import { type Block, blocksOf, plainSpans, type Span } from "../text/markdown";
import styles from "./Marked.module.css";

type Props = {
  text: string;
  /** Plain texts show their marks as they were written; addresses become links in both. */
  format?: "plain" | "markdown" | undefined;
  /** Names that a note calls, written as "@name". */
  named?: readonly string[];
};

function withNames(text: string, named: readonly string[]): ReactNode {
  if (named.length === 0 || !text.includes("@")) return text;
  const longestFirst = [...named].sort((a, b) => b.length - a.length);
  const escaped = longestFirst.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pieces = text.split(new RegExp(`(@(?:${escaped.join("|")}))`));
  let position = 0;
  return pieces.map((piece) => {
    const key = position++;
    // Splitting at a group puts what was found between what was not.
    if (key % 2 === 0) return piece;
    return (
      <span key={key} className={styles.name}>
        {piece}
      </span>
    );
  });
}

function Spans({ spans, named }: { spans: readonly Span[]; named: readonly string[] }) {
  let position = 0;
  return spans.map((span) => {
    const key = position++;
    switch (span.kind) {
      case "text":
        return <Fragment key={key}>{withNames(span.text, named)}</Fragment>;
      case "code":
        return <code key={key}>{span.text}</code>;
      case "link":
        return (
          <a key={key} href={span.href} target="_blank" rel="noopener noreferrer nofollow">
            {span.text}
          </a>
        );
      case "bold":
        return (
          <strong key={key}>
            <Spans spans={span.spans} named={named} />
          </strong>
        );
      case "italic":
        return (
          <em key={key}>
            <Spans spans={span.spans} named={named} />
          </em>
        );
      default:
        return span satisfies never;
    }
  });
}

function List({ block, named }: { block: Block & { kind: "list" }; named: readonly string[] }) {
  let position = 0;
  const items = block.items.map((spans) => (
    <li key={position++}>
      <Spans spans={spans} named={named} />
    </li>
  ));
  if (block.start === null)
    return (
      <ul className={styles.list} dir="auto">
        {items}
      </ul>
    );
  return (
    <ol className={styles.list} start={block.start} dir="auto">
      {items}
    </ol>
  );
}

/** What someone wrote, as elements and text: no message brings HTML of its own. */
export function Marked({ text, format = "plain", named = [] }: Props) {
  const blocks = useMemo(
    (): Block[] =>
      format === "markdown" ? blocksOf(text) : [{ kind: "text", spans: plainSpans(text) }],
    [text, format],
  );
  let position = 0;
  return blocks.map((block) => {
    const key = position++;
    if (block.kind === "list") return <List key={key} block={block} named={named} />;
    if (block.kind === "code") {
      return (
        <pre key={key} className={styles.code} dir="ltr">
          <code>{block.text}</code>
        </pre>
      );
    }
    return (
      <p key={key} className={styles.text} dir="auto">
        <Spans spans={block.spans} named={named} />
      </p>
    );
  });
}
