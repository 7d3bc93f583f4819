import { type ReactNode, useLayoutEffect, useRef } from "react";
import styles from "./Modal.module.css";

/** A native dialog: it keeps focus inside, gives it back, and closes on Escape. */
export function Modal({
  label,
  close,
  children,
}: {
  label: string;
  close: () => void;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);

  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return;
    element.showModal();
    // A press on the dialog itself, outside of its content, is one on the backdrop.
    const onPress = (event: Event) => {
      if (event.target === element) close();
    };
    element.addEventListener("pointerdown", onPress);
    element.addEventListener("close", close);
    return () => {
      element.removeEventListener("pointerdown", onPress);
      element.removeEventListener("close", close);
      // Closed rather than just removed, so that focus goes back to where it was.
      element.close();
    };
  }, [close]);

  return (
    <dialog ref={dialog} className={styles.modal} aria-label={label}>
      <div className={styles.content}>{children}</div>
    </dialog>
  );
}
