import { type RefObject, useLayoutEffect, useRef } from "react";
import type { Selection } from "../text/formatting";

/** A text field that grows with its text, and whose selection can be changed along with it. */
export function useField(
  field: RefObject<HTMLTextAreaElement | null>,
  text: string,
  setText: (text: string) => void,
) {
  const wanted = useRef<Selection | null>(null);

  // Grow with the text; the style sheet sets the limit. The text itself is what triggers it.
  useLayoutEffect(() => {
    const element = field.current;
    if (!element || element.value !== text) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
    if (wanted.current?.text !== text) return;
    element.setSelectionRange(wanted.current.start, wanted.current.end);
    wanted.current = null;
  }, [field, text]);

  function selection(): Selection {
    const element = field.current;
    const end = text.length;
    return {
      text,
      start: Math.min(element?.selectionStart ?? end, end),
      end: Math.min(element?.selectionEnd ?? end, end),
    };
  }

  function put(next: Selection) {
    wanted.current = next;
    setText(next.text);
    field.current?.focus();
  }

  return {
    selection,
    put,
    change: (step: (held: Selection) => Selection) => put(step(selection())),
  };
}
