/** The keys that answer an offer; with Alt, since most of the time somebody is writing then. */
import { useEffect, useRef } from "react";

const ALT = /Mac|iP/.test(navigator.platform) ? "⌥" : "Alt ";
export const ACCEPT = `${ALT}Y`;
export const PASS = `${ALT}N`;

/** By the key's place, because Alt makes other letters of them. */
const CODES: Record<string, "accept" | "pass"> = { KeyY: "accept", KeyN: "pass" };

export function useAnswerKeys(answer: (which: "accept" | "pass") => void, active: boolean) {
  const latest = useRef(answer);
  latest.current = answer;
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent) => {
      const { altKey, ctrlKey, metaKey, repeat, code } = event;
      const which = CODES[code];
      if (!which || !altKey || ctrlKey || metaKey || repeat) return;
      event.preventDefault();
      latest.current(which);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [active]);
}
