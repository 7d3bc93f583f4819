import { type KeyboardEvent, type ReactNode, useRef } from "react";
import styles from "./Menu.module.css";
import { Modal } from "./Modal";

export type MenuItem = {
  id: string;
  name: string;
  icon: ReactNode;
  /** Said under the name, in supporting words. */
  fact?: string;
  /** Why it can't be chosen now. */
  refusal?: string | null;
  danger?: boolean;
  run: () => void;
};

type Props = {
  label: string;
  items: readonly MenuItem[];
  anchor?: DOMRect | undefined;
  close: () => void;
};

/** A few actions on one thing: at the pointer, or at the thumb on a narrow screen. */
export function Menu({ label, items, anchor, close }: Props) {
  const list = useRef<HTMLDivElement>(null);

  function onKey(event: KeyboardEvent) {
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: buttons.length - 1,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    buttons[(next + buttons.length) % buttons.length]?.focus();
  }

  return (
    <Modal label={label} close={close} anchor={anchor} size="menu">
      <div
        ref={list}
        className={styles.menu}
        role="menu"
        tabIndex={-1}
        aria-label={label}
        onKeyDown={onKey}
      >
        {items.map(({ id, name, icon, fact, refusal, danger, run }) => (
          <button
            key={id}
            type="button"
            role="menuitem"
            className={styles.item}
            data-danger={danger}
            data-testid={`menu-${id}`}
            aria-disabled={refusal ? true : undefined}
            onClick={() => {
              if (refusal) return;
              close();
              run();
            }}
          >
            {icon}
            <span className={styles.words}>
              {name}
              {(refusal ?? fact) && <span className={styles.fact}>{refusal ?? fact}</span>}
            </span>
          </button>
        ))}
      </div>
    </Modal>
  );
}
