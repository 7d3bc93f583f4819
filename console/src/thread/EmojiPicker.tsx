import { useEffect, useRef, useState } from "react";
import { t } from "../i18n/t";
import { Modal } from "../ui/Modal";
import styles from "./EmojiPicker.module.css";
import { type Emoji, emojiFor, groups } from "./emoji";

const COLUMNS = 8;

type Props = { anchor: DOMRect; choose: (sign: string) => void; close: () => void };

function Grid({ emoji, choose }: { emoji: readonly Emoji[]; choose: (sign: string) => void }) {
  return (
    <div className={styles.grid}>
      {emoji.map(({ sign, words }) => (
        <button
          key={sign}
          type="button"
          className={styles.emoji}
          aria-label={words}
          title={words}
          onClick={() => choose(sign)}
        >
          {sign}
        </button>
      ))}
    </div>
  );
}

/** Emoji by group or by word; arrows walk through them. */
export default function EmojiPicker({ anchor, choose, close }: Props) {
  const [query, setQuery] = useState("");
  const picker = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const onKey = useRef<(event: KeyboardEvent) => void>(null);
  const found = emojiFor(query);

  onKey.current = (event) => {
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (event.key === "Enter" && at === -1) {
      event.preventDefault();
      if (query && found[0]) choose(found[0].sign);
      return;
    }
    const typing = at === -1;
    const steps: Record<string, number> = {
      ArrowDown: typing ? 0 : at + COLUMNS,
      ArrowUp: typing ? -1 : at - COLUMNS,
      ...(typing ? {} : { ArrowRight: at + 1, ArrowLeft: at - 1 }),
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    if (next < 0) picker.current?.querySelector("input")?.focus();
    else buttons[Math.min(next, buttons.length - 1)]?.focus();
  };

  useEffect(() => {
    const element = picker.current;
    const hear = (event: KeyboardEvent) => onKey.current?.(event);
    element?.addEventListener("keydown", hear);
    return () => element?.removeEventListener("keydown", hear);
  }, []);

  return (
    <Modal label={t("Emoji")} close={close} anchor={anchor} size="narrow">
      <div ref={picker} className={styles.picker}>
        <input
          type="search"
          className={styles.search}
          aria-label={t("Search emoji")}
          placeholder={t("Search emoji…")}
          autoComplete="off"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <div ref={list} className={styles.list}>
          {query ? (
            <>
              <Grid emoji={found} choose={choose} />
              {found.length === 0 && (
                <p className={styles.none}>{t("No emoji is called “{query}”.", { query })}</p>
              )}
            </>
          ) : (
            groups().map(({ name, emoji }) => (
              <section key={name} aria-label={name}>
                <h2 className={styles.group}>{name}</h2>
                <Grid emoji={emoji} choose={choose} />
              </section>
            ))
          )}
        </div>
      </div>
    </Modal>
  );
}
