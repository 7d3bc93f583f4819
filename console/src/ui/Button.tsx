import type { ButtonHTMLAttributes, ReactNode } from "react";
import styles from "./Button.module.css";

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  tone?: "primary" | "secondary" | "ghost";
  icon?: ReactNode;
  /** Shown under the button on hover and focus. */
  hint?: string;
  shortcut?: string;
  /** Why the button can't be used now; it stays focusable so that the reason can be read. */
  refusal?: string | null;
};

export function Button(props: Props) {
  const { tone = "secondary", icon, hint, shortcut, refusal, children, className, ...rest } = props;
  const tip = refusal ?? hint;
  const classes = [styles.button, styles[tone], children ? "" : styles.square, className];
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={refusal ? true : undefined}
      aria-keyshortcuts={shortcut ?? rest["aria-keyshortcuts"]}
      aria-description={tip}
      className={classes.filter(Boolean).join(" ")}
    >
      {icon}
      {children}
      {tip && (
        <span className={styles.tip} aria-hidden="true">
          {tip}
          {shortcut && !refusal && <kbd>{shortcut.toUpperCase()}</kbd>}
        </span>
      )}
    </button>
  );
}
