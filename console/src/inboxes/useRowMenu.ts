/** The menu of a row: by a right click, or by a long press where nothing hovers. */
import { type MouseEvent, type PointerEvent, useRef } from "react";
import { useActions } from "../app/context";

const LONG_PRESS_MS = 500;
const STRAYS_PX = 10;

export function useRowMenu(id: string) {
  const desk = useActions();
  const press = useRef<{ x: number; y: number; timer: ReturnType<typeof setTimeout> } | null>(null);
  const opened = useRef(false);

  function end() {
    clearTimeout(press.current?.timer);
    press.current = null;
  }

  return {
    onContextMenu(event: MouseEvent) {
      event.preventDefault();
      end();
      const anchor = new DOMRect(event.clientX, event.clientY, 0, 0);
      desk.show({ kind: "actions", ids: [id], anchor });
    },
    onPointerDown(event: PointerEvent) {
      opened.current = false;
      if (event.pointerType !== "touch") return;
      const timer = setTimeout(() => {
        opened.current = true;
        desk.show({ kind: "actions", ids: [id] });
      }, LONG_PRESS_MS);
      press.current = { x: event.clientX, y: event.clientY, timer };
    },
    onPointerMove({ clientX, clientY }: PointerEvent) {
      const from = press.current;
      if (from && Math.hypot(clientX - from.x, clientY - from.y) > STRAYS_PX) end();
    },
    onPointerUp: end,
    onPointerCancel: end,
    /** The click that ends a long press opens nothing. */
    onClickCapture(event: MouseEvent) {
      if (!opened.current) return;
      opened.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
