import { type ReactNode, useLayoutEffect, useRef } from "react";
import styles from "./Modal.module.css";

type Props = {
  label: string;
  close: () => void;
  /** What it stands beside; without one it stands in the middle. */
  anchor?: DOMRect | undefined;
  size?: "menu" | "narrow" | "wide" | "page";
  children: ReactNode;
};

const GAP = 6;
const EDGE = 8;

/** Below its anchor, or above it where there is more room, and never beyond the window. */
function placeBeside(element: HTMLElement, anchor: DOMRect) {
  const { width, height } = element.getBoundingClientRect();
  const below = anchor.bottom + GAP;
  const fits = below + height + EDGE <= window.innerHeight;
  const top = fits ? below : Math.max(EDGE, anchor.top - GAP - height);
  const left = Math.min(Math.max(EDGE, anchor.left), window.innerWidth - width - EDGE);
  element.style.setProperty("--top", `${top}px`);
  element.style.setProperty("--left", `${left}px`);
}

/** A native dialog: it keeps focus inside, gives it back, and closes on Escape. */
export function Modal({ label, close, anchor, size = "wide", children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const closing = useRef(close);
  closing.current = close;

  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return;
    const before = document.activeElement;
    element.showModal();
    // The first thing to fill in, rather than the button that closes it.
    element.querySelector<HTMLElement>("input,textarea,select")?.focus();
    if (anchor) placeBeside(element, anchor);
    // A press on the dialog itself, outside of its content, is one on the backdrop.
    const onPress = (event: Event) => {
      if (event.target === element) closing.current();
    };
    const onClose = () => closing.current();
    element.addEventListener("pointerdown", onPress);
    element.addEventListener("close", onClose);
    return () => {
      element.removeEventListener("pointerdown", onPress);
      element.removeEventListener("close", onClose);
      // React is deaf to what happens while it changes the page: focus that went back now would
      // be told to nobody, and the row that has it would not know.
      queueMicrotask(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement) {
          before.focus({ preventScroll: true });
        }
      });
    };
  }, [anchor]);

  return (
    <dialog
      ref={dialog}
      className={`${styles.modal} ${styles[size]}`}
      data-anchored={anchor !== undefined}
      aria-label={label}
    >
      <div className={styles.content}>{children}</div>
    </dialog>
  );
}
