import { type RefObject, useEffect, useRef, useState } from "react";

const holdsFiles = (event: DragEvent) =>
  event.dataTransfer?.types.some((type) => type === "Files") ?? false;

/** Files dropped onto an element; true while some are held above it. */
export function useDrop(
  area: RefObject<HTMLElement | null>,
  take: (files: readonly File[]) => void,
): boolean {
  const [held, setHeld] = useState(false);
  const latest = useRef(take);
  latest.current = take;

  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const over = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setHeld(true);
    };
    const leave = (event: DragEvent) => {
      if (!element.contains(event.relatedTarget as Node)) setHeld(false);
    };
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setHeld(false);
      latest.current([...(event.dataTransfer?.files ?? [])]);
    };
    element.addEventListener("dragover", over);
    element.addEventListener("dragleave", leave);
    element.addEventListener("drop", drop);
    return () => {
      element.removeEventListener("dragover", over);
      element.removeEventListener("dragleave", leave);
      element.removeEventListener("drop", drop);
    };
  }, [area]);

  return held;
}
