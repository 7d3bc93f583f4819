import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import styles from "./Separator.module.css";

type Props = {
  label: string;
  /** The pane that grows when it moves towards the end (1) or the start (-1) of the screen. */
  grows: 1 | -1;
  width: number;
  least: number;
  most: number;
  set: (width: number) => void;
  reset: () => void;
};

const STEP = 16;

/** The edge of a pane: dragged, or moved with the arrow keys; a double press resets it. */
export function Separator({ label, grows, width, least, most, set, reset }: Props) {
  const from = useRef<{ x: number; width: number } | null>(null);
  const within = (wanted: number) => set(Math.round(Math.min(most, Math.max(least, wanted))));
  const ahead = () => (document.dir === "rtl" ? -grows : grows);

  function onMove(event: PointerEvent) {
    if (from.current) within(from.current.width + (event.clientX - from.current.x) * ahead());
  }

  function onKey(event: KeyboardEvent) {
    const step = { ArrowRight: STEP, ArrowLeft: -STEP }[event.key];
    if (step) within(width + step * ahead());
    else if (event.key === "Home") within(least);
    else if (event.key === "End") within(most);
    else if (event.key === "Enter") reset();
    else return;
    event.preventDefault();
  }

  return (
    <hr
      className={styles.separator}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      data-side={grows === 1 ? "end" : "start"}
      tabIndex={0}
      onKeyDown={onKey}
      onDoubleClick={reset}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, width };
      }}
      onPointerMove={onMove}
      onPointerUp={() => {
        from.current = null;
      }}
      onLostPointerCapture={() => {
        from.current = null;
      }}
    />
  );
}
