import type { Suggestion } from "@switchboard/protocol";
import { useEffect, useRef } from "react";
import { useActions } from "../app/context";

type Deeds = { send: (one: Suggestion) => void; edit: (one: Suggestion) => void };

/**
 * Ctrl or Cmd with 1 to 3 sends the first to third; Ctrl+Shift edits it, on a Mac too, where
 * Cmd+Shift+3 takes a picture of the screen. Other than while something is suggested the keys stay
 * the browser's. The key's place counts, since Shift makes another sign of a digit.
 */
export function useSuggestionKeys(shown: readonly Suggestion[], deeds: Deeds) {
  const { store } = useActions();
  const latest = useRef({ shown, deeds });
  latest.current = { shown, deeds };

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const { ctrlKey, metaKey, shiftKey, altKey, code, repeat } = event;
      const one = latest.current.shown[Number(/^Digit([1-3])$/.exec(code)?.[1]) - 1];
      if (!one || altKey || repeat || store.getState().dialog) return;
      const { send, edit } = latest.current.deeds;
      if (shiftKey && ctrlKey && !metaKey) edit(one);
      else if (!shiftKey && (ctrlKey || metaKey)) send(one);
      else return;
      event.preventDefault();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [store]);
}
