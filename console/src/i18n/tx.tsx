/** Texts with something in them that is more than text. */
import { Fragment, type ReactNode } from "react";
import { t } from "./t";

/** A text with elements in it: `tx("Ask {name} first", { name: <b>{name}</b> })`. */
export function tx(text: string, parts: Readonly<Record<string, ReactNode>>): ReactNode {
  return t(text)
    .split(/\{(\w+)\}/)
    .map((piece, index) =>
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one sentence have an order only
      index % 2 ? <Fragment key={index}>{parts[piece]}</Fragment> : piece,
    );
}
