import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

const NEAR_PX = 80;

type Marks = {
  /** Id of the oldest entry shown: it changes when older ones are put above. */
  first: string | undefined;
  /** `seq` of the newest entry shown. */
  last: number;
  /** The agent's own newest message under way: writing always leads to the end. */
  own: string | undefined;
};

/**
 * Keeps the end of a thread in view while the reader is there, and their place while they are
 * not: older entries above don't move what is read, newer ones below are announced by a pill.
 */
export function useStayAtEnd(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  { first, last, own }: Marks,
) {
  const atEnd = useRef(true);
  const before = useRef({ first, last, own, height: 0 });
  const [newsBelow, setNewsBelow] = useState(false);

  function toEnd() {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
    atEnd.current = true;
    setNewsBelow(false);
  }

  function onScroll() {
    const element = scroller.current;
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    if (atEnd.current) setNewsBelow(false);
  }

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const was = before.current;
    const wrote = own !== undefined && own !== was.own;
    if (atEnd.current || wrote) {
      element.scrollTop = element.scrollHeight;
      atEnd.current = true;
    } else if (first !== was.first) {
      element.scrollTop += element.scrollHeight - was.height;
    } else if (last > was.last) {
      setNewsBelow(true);
    }
    before.current = { first, last, own, height: element.scrollHeight };
  }, [scroller, first, last, own]);

  // The composer and the suggestions take room away, and pictures or fonts need more of it.
  useEffect(() => {
    const element = scroller.current;
    if (!element || !content.current) return;
    // What scrolls must be reachable by keyboard, also where nothing in it takes focus.
    element.tabIndex = 0;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
      before.current.height = element.scrollHeight;
    });
    observer.observe(element);
    observer.observe(content.current);
    return () => observer.disconnect();
  }, [scroller, content]);

  return { newsBelow, toEnd, onScroll };
}
