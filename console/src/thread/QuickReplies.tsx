import { Plus, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { t } from "../i18n/t";
import { Button } from "../ui/Button";
import { type Capabilities, lengthOf } from "./capabilities";
import styles from "./QuickReplies.module.css";

type Props = {
  options: readonly string[];
  able: Capabilities;
  change: (options: string[]) => void;
  close: () => void;
};

/** The answers that a customer can give with one press, under the text that asks. */
export function QuickReplies({ options, able, change, close }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const count = useRef(0);
  const shown = options.length > 0 ? options : [""];
  // They have no name but their place.
  const places = shown.map((title, at) => ({ title, at }));
  const full = shown.length >= able.buttons;

  // The field that was just added is the one to write in.
  useEffect(() => {
    const grew = shown.length > count.current;
    count.current = shown.length;
    if (grew) [...(list.current?.querySelectorAll("input") ?? [])].at(-1)?.focus();
  }, [shown.length]);

  const set = (at: number, title: string) =>
    change(shown.map((each, index) => (index === at ? title : each)));

  function remove(at: number) {
    const left = shown.filter((_, index) => index !== at);
    change(left);
    if (left.length === 0) close();
  }

  function onKey(event: KeyboardEvent<HTMLInputElement>, at: number) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (shown[at]?.trim() && !full && at === shown.length - 1) change([...shown, ""]);
      else document.getElementById("composer")?.focus();
    } else if (event.key === "Backspace" && shown[at] === "") {
      event.preventDefault();
      remove(at);
      if (shown.length === 1) document.getElementById("composer")?.focus();
    }
  }

  return (
    <ul ref={list} className={styles.options} aria-label={t("Quick replies")}>
      {places.map(({ title, at }) => {
        const over = lengthOf(title.trim()) > able.buttonLength;
        return (
          <li key={at} className={styles.option} data-over={over}>
            <input
              aria-label={t("Quick reply {number}", { number: at + 1 })}
              aria-invalid={over || undefined}
              placeholder={t("Answer to press")}
              dir="auto"
              size={Math.max(12, Math.min(24, title.length + 1))}
              value={title}
              onChange={(event) => set(at, event.target.value)}
              onKeyDown={(event) => onKey(event, at)}
            />
            {over && (
              <span className={styles.over}>{able.buttonLength - lengthOf(title.trim())}</span>
            )}
            <button
              type="button"
              className={styles.remove}
              aria-label={t("Remove quick reply {number}", { number: at + 1 })}
              onClick={() => remove(at)}
            >
              <X aria-hidden="true" />
            </button>
          </li>
        );
      })}
      {!full && (
        <li>
          <Button
            tone="ghost"
            className={styles.add}
            icon={<Plus />}
            onClick={() => change([...shown, ""])}
          >
            {t("Add")}
          </Button>
        </li>
      )}
    </ul>
  );
}
