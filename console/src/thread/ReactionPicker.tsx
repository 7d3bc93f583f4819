import { Plus } from "lucide-react";
import { type KeyboardEvent, lazy, Suspense, useEffect, useRef, useState } from "react";
import { m, t } from "../i18n/t";
import { Modal } from "../ui/Modal";
import styles from "./Reactions.module.css";

const EmojiPicker = lazy(() => import("./EmojiPicker"));

const USUAL = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

type Props = {
  anchor: DOMRect | undefined;
  /** Empty: any. */
  allowed: readonly string[];
  own: string | null;
  choose: (emoji: string) => void;
  close: () => void;
};

/** The usual ones at once; all others behind them, where the channel takes any. */
export default function ReactionPicker({ anchor, allowed, own, choose, close }: Props) {
  const [all, setAll] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const any = allowed.length === 0;

  useEffect(() => {
    const pressed = list.current?.querySelector<HTMLElement>('[aria-pressed="true"]');
    (pressed ?? list.current?.querySelector("button"))?.focus();
  }, []);

  function onKey(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 6, ArrowUp: -6 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement) + step;
    buttons[Math.min(Math.max(at, 0), buttons.length - 1)]?.focus();
  }

  if (all) {
    const middle = anchor ?? new DOMRect(window.innerWidth / 2, window.innerHeight / 2);
    return (
      <Suspense>
        <EmojiPicker anchor={middle} choose={choose} close={close} />
      </Suspense>
    );
  }
  const shown = any ? USUAL : allowed;
  return (
    <Modal label={t("React")} close={close} anchor={anchor} size={any ? "menu" : "narrow"}>
      <div
        ref={list}
        className={styles.picker}
        role="toolbar"
        aria-label={t("Reactions")}
        onKeyDown={onKey}
      >
        {shown.map((emoji) => (
          <button
            key={emoji}
            type="button"
            className={styles.emoji}
            aria-pressed={emoji === own}
            aria-label={t(emoji === own ? m("Take {emoji} back") : m("React with {emoji}"), {
              emoji,
            })}
            onClick={() => choose(emoji)}
          >
            {emoji}
          </button>
        ))}
        {any && (
          <button
            type="button"
            className={styles.emoji}
            aria-label={t("More emoji")}
            onClick={() => setAll(true)}
          >
            <Plus aria-hidden="true" />
          </button>
        )}
      </div>
    </Modal>
  );
}
