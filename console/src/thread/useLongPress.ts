import { type MouseEvent, type PointerEvent, useRef } from "react";

const LONG_MS = 450;
const MOVED_PX = 10;

/**
 * Opens something by a long press on touch screens, and by the context key. The mouse keeps the
 * browser's own menu, with which people copy, search and look words up.
 */
export function useLongPress(open: (anchor?: DOMRect) => void) {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null);

  function cancel() {
    if (press.current) clearTimeout(press.current.timer);
    press.current = null;
  }

  return {
    onPointerDown(event: PointerEvent) {
      if (event.pointerType !== "touch") return;
      cancel();
      const { clientX: x, clientY: y } = event;
      const timer = setTimeout(() => {
        press.current = null;
        open();
      }, LONG_MS);
      press.current = { timer, x, y };
    },
    onPointerMove({ clientX, clientY }: PointerEvent) {
      const at = press.current;
      if (at && Math.hypot(clientX - at.x, clientY - at.y) > MOVED_PX) cancel();
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
    onContextMenu(event: MouseEvent) {
      const { pointerType } = event.nativeEvent as globalThis.PointerEvent;
      if (pointerType === "mouse") return;
      event.preventDefault();
      if (pointerType === "touch") return;
      const target = event.target as HTMLElement;
      open(target.getBoundingClientRect());
    },
  };
}
