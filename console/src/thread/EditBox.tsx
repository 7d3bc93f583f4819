import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import type { Message, Note } from "../api/thread-types";
import { useActions } from "../app/context";
import { t } from "../i18n/t";
import { Button } from "../ui/Button";
import { useThread } from "./context";
import styles from "./EditBox.module.css";

/** Changes an entry's words in their place. */
export function EditBox({ entry }: { entry: Message | Note }) {
  const { editEntry } = useActions();
  const { setEditing } = useThread();
  const [text, setText] = useState(entry.data.text);
  const [error, setError] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const refusal = text.trim() ? null : t("Write something, or delete it.");

  useLayoutEffect(() => {
    const element = field.current;
    if (!element || element.value !== text) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  useLayoutEffect(() => {
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);

  function leave() {
    setEditing(null);
    document.getElementById("composer")?.focus();
  }

  async function save() {
    if (refusal) return;
    const next = text.trim();
    if (next !== entry.data.text) {
      const mentions = entry.type === "note.added" ? (entry.data.mentions ?? []) : [];
      const named = mentions.filter((each) => next.includes(`@${each.name}`));
      const failure = await editEntry(
        entry,
        next,
        named.map((each) => each.id),
      );
      setError(failure);
      if (failure) return;
    }
    leave();
  }

  function onKey(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      leave();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      save();
    }
  }

  return (
    <div className={styles.box}>
      <textarea
        ref={field}
        className={styles.field}
        dir="auto"
        rows={1}
        aria-label={t("Edit this text")}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKey}
      />
      {error && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      <div className={styles.actions}>
        <Button tone="ghost" onClick={leave}>
          {t("Cancel")}
        </Button>
        <Button tone="primary" refusal={refusal} onClick={save}>
          {t("Save")}
        </Button>
      </div>
    </div>
  );
}
