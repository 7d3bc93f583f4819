import { useLayoutEffect, useRef, useState } from "react";

/** Whether a text is longer than the place it is folded into. */
export function useOverflow<Element extends HTMLElement>(text: string) {
  const ref = useRef<Element>(null);
  const [overflows, setOverflows] = useState(false);

  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => setOverflows(element.scrollHeight > element.clientHeight + 1);
    // The text itself is measured too, since another one may fill the same box.
    if (text) measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [text]);

  return { ref, overflows };
}
