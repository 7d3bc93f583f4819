import { type PointerEvent, useLayoutEffect, useRef } from "react";

const SETTLES_MS = 400;

/**
 * Whether a press is meant for what is shown. What has just taken the place of something else under
 * a resting pointer is not: the mouse has to move first, a finger to come later. Keys are meant.
 */
export function useAimed(subject: string) {
  const state = useRef({ shownAt: 0, moved: false, by: "" });

  useLayoutEffect(() => {
    // Named, since it is the change of subject that counts.
    if (subject) state.current = { shownAt: performance.now(), moved: false, by: "" };
  }, [subject]);

  return {
    aims: {
      onPointerMove: () => {
        state.current.moved = true;
      },
      onPointerDown: ({ pointerType }: PointerEvent) => {
        state.current.by = pointerType;
      },
      onKeyDownCapture: () => {
        state.current.by = "key";
      },
    },
    aimed(): boolean {
      const { shownAt, moved, by } = state.current;
      if (by === "mouse") return moved;
      return by !== "touch" || performance.now() - shownAt > SETTLES_MS;
    },
  };
}
