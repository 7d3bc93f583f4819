import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Item } from "./items";

const NEAR_PX = 80;
/** Older messages are fetched this many rows before the reader gets there. */
const AHEAD = 12;
const OVERSCAN = 8;
/** What stands above and below the rows; the style sheet says the same of the top. */
export const TOP_PX = 48;
const BOTTOM_PX = 24;

function estimateOf(item: Item | undefined): number {
  if (item?.kind !== "written") return item?.kind === "pending" ? 70 : 38;
  const lines = Math.ceil(item.entry.data.text.length / 70);
  return 26 + lines * 21 + (item.starts ? 30 : 0);
}

type Marks = {
  items: readonly Item[];
  /** The agent's own newest message under way: writing always leads to the end. */
  own: string | undefined;
  /** The row that a jump leads to; each jump has its own `turn`. */
  target: { index: number; turn: number } | null;
  /** What is shown ends before the newest message. */
  detached: boolean;
  loadOlder: () => void;
  loadNewer: () => void;
  seeEnd: (inView: boolean) => void;
};

/**
 * Keeps the end of a thread in view while the reader is there, and their place while they are
 * not: older entries above don't move what is read, newer ones below are announced by a pill.
 */
export function useThreadScroll(scroller: RefObject<HTMLElement | null>, marks: Marks) {
  const { items, own, target, detached } = marks;
  const latest = useRef(marks);
  latest.current = marks;
  const atEnd = useRef(true);
  const started = useRef(false);
  const [newsBelow, setNewsBelow] = useState(false);
  const keyOf = useCallback((index: number) => items[index]?.key ?? index, [items]);

  const virtual = useVirtualizer<HTMLElement, HTMLDivElement>({
    count: items.length,
    getScrollElement: () => scroller.current,
    getItemKey: keyOf,
    estimateSize: (index) => estimateOf(items[index]),
    overscan: OVERSCAN,
    scrollMargin: TOP_PX,
    paddingEnd: BOTTOM_PX,
    anchorTo: "end",
    followOnAppend: !detached,
    scrollEndThreshold: NEAR_PX,
  });

  const toEnd = useCallback(() => {
    virtual.scrollToEnd();
    atEnd.current = true;
    setNewsBelow(false);
    latest.current.seeEnd(true);
  }, [virtual]);

  function onScroll() {
    const near = virtual.isAtEnd(NEAR_PX);
    if (near !== atEnd.current) latest.current.seeEnd(near && !detached);
    atEnd.current = near;
    if (near) setNewsBelow(false);
  }

  // The first look at a thread: its end, or what a link leads to.
  useLayoutEffect(() => {
    if (started.current || items.length === 0) return;
    started.current = true;
    if (!latest.current.target) virtual.scrollToEnd();
  }, [items.length, virtual]);

  // The index moves with what is loaded above it; only a new turn is a new jump.
  const turn = target?.turn;
  useLayoutEffect(() => {
    const aimed = latest.current.target;
    if (turn === undefined || !aimed) return;
    atEnd.current = false;
    virtual.scrollToIndex(aimed.index, { align: "center" });
  }, [turn, virtual]);

  const lastKey = items.at(-1)?.key;
  const before = useRef({ lastKey, own });
  useLayoutEffect(() => {
    const was = before.current;
    before.current = { lastKey, own };
    if (own !== undefined && own !== was.own) toEnd();
    else if (lastKey !== was.lastKey && was.lastKey && !atEnd.current && !detached) {
      setNewsBelow(true);
    }
  }, [lastKey, own, detached, toEnd]);

  const rows = virtual.getVirtualItems();
  const firstShown = rows[0]?.index ?? 0;
  const lastShown = rows.at(-1)?.index ?? 0;
  const count = items.length;
  useEffect(() => {
    if (count === 0 || !started.current) return;
    if (firstShown <= AHEAD) latest.current.loadOlder();
    if (detached && lastShown >= count - AHEAD) latest.current.loadNewer();
  }, [firstShown, lastShown, count, detached]);

  // The composer and the suggestions take room away, and give it back.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    // What scrolls must be reachable by keyboard, also where nothing in it takes focus.
    element.tabIndex = 0;
    const observer = new ResizeObserver(() => atEnd.current && virtual.scrollToEnd());
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, virtual]);

  return { virtual, rows, newsBelow, toEnd, onScroll };
}
