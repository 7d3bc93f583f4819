/** Letters decide: they belong to the queue while it is on screen, and to a field while one is written in. */
import { useEffect, useRef } from "react";

export type Keys = Readonly<Record<string, () => void>>;

function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input,textarea,select") !== null;
}

export function useQueueKeys(keys: Keys) {
  const latest = useRef(keys);
  latest.current = keys;

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.altKey || event.metaKey || event.ctrlKey || event.isComposing) return;
      if (isWriting(event.target) || document.querySelector("dialog[open]")) return;
      const run = latest.current[event.key.toLowerCase()];
      if (!run) return;
      event.preventDefault();
      // The console's own shortcuts have another use for these letters.
      event.stopPropagation();
      run();
    }
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, []);
}
