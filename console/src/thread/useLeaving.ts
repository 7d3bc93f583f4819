import { useEffect, useRef, useState } from "react";

const LEAVES_MS = 120;

/** Keeps what has just gone for a moment, so that it can be seen to leave. */
export function useLeaving<Value>(value: Value | null): { value: Value | null; leaving: boolean } {
  const last = useRef(value);
  const [, redraw] = useState(0);
  if (value !== null) last.current = value;
  const gone = value === null;

  useEffect(() => {
    if (!gone) return;
    const timer = setTimeout(() => {
      last.current = null;
      redraw((count) => count + 1);
    }, LEAVES_MS);
    return () => clearTimeout(timer);
  }, [gone]);

  return { value: value ?? last.current, leaving: gone };
}
