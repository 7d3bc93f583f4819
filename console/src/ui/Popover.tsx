import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from "react";
import { Button } from "./Button";
import styles from "./Popover.module.css";

type Props = {
  label: string;
  button: ReactNode;
  /** Which way the panel opens from its button. */
  side: "down-start" | "up-start";
  className?: string | undefined;
  testId?: string;
  /** The button's own words name it; without this, the label does. */
  named?: boolean;
  children: (close: () => void) => ReactNode;
};

/** A button with a panel that closes on Escape, on a click elsewhere and when focus leaves. */
export function Popover({ label, button, side, className, testId, named, children }: Props) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const panel = useId();

  const close = useCallback(() => {
    setOpen(false);
    root.current?.querySelector("button")?.focus();
  }, []);

  useEffect(() => {
    const element = root.current;
    if (!open || !element) return;
    const outside = (event: Event) => {
      if (!element.contains(event.target as Node)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close();
    };
    element.addEventListener("keydown", onKey);
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    return () => {
      element.removeEventListener("keydown", onKey);
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
    };
  }, [open, close]);

  return (
    <div ref={root} className={styles.root}>
      <Button
        tone="ghost"
        className={className}
        aria-label={named ? undefined : label}
        aria-expanded={open}
        aria-controls={panel}
        data-testid={testId}
        onClick={() => setOpen(!open)}
      >
        {button}
      </Button>
      {open && (
        <section id={panel} aria-label={label} className={`${styles.panel} ${styles[side]}`}>
          {children(close)}
        </section>
      )}
    </div>
  );
}
