import { ChevronLeft, ChevronRight, Download, X } from "lucide-react";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import type { Attachment, Message } from "../api/thread-types";
import { t } from "../i18n/t";
import { sizeOf } from "../state/uploads";
import { Button } from "../ui/Button";
import { useLink } from "./Attachments";
import styles from "./Lightbox.module.css";

type Props = { entry: Message; pictures: Attachment[]; first: number; close: () => void };

function Large({ entry, picture }: { entry: Message; picture: Attachment }) {
  const { url, error, again } = useLink(entry, picture);
  if (error) {
    return (
      <p className={styles.error}>
        {error}{" "}
        <button type="button" onClick={again}>
          {t("Try again")}
        </button>
      </p>
    );
  }
  return url ? <img className={styles.picture} src={url} alt={picture.name} /> : null;
}

/** The pictures of one message, one at a time, as large as the window. */
export default function Lightbox({ entry, pictures, first, close }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [index, setIndex] = useState(first);
  const picture = pictures[index] as Attachment;
  const { url } = useLink(entry, picture);
  const step = (by: number) => setIndex((index + by + pictures.length) % pictures.length);

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  function onKey(event: KeyboardEvent) {
    if (event.key === "ArrowRight") step(1);
    if (event.key === "ArrowLeft") step(-1);
  }

  return (
    <dialog
      ref={dialog}
      className={styles.lightbox}
      aria-label={picture.name}
      onClose={close}
      onKeyDown={onKey}
    >
      <header className={styles.head}>
        <p className={styles.name} dir="auto">
          {picture.name}
        </p>
        <p className={styles.facts} aria-live="polite">
          {pictures.length > 1 &&
            `${t("{at} of {all}", { at: index + 1, all: pictures.length })} · `}
          {sizeOf(picture.size)}
        </p>
        <a
          className={styles.download}
          href={url ?? undefined}
          download={picture.name}
          target="_blank"
          rel="noopener"
          aria-label={t("Download {name}", { name: picture.name })}
        >
          <Download aria-hidden="true" />
        </a>
        <Button tone="ghost" aria-label={t("Close")} icon={<X />} onClick={close} />
      </header>
      <div className={styles.stage}>
        {/* A press beside the picture closes; Escape does the same for the keyboard. */}
        <button
          type="button"
          className={styles.backdrop}
          tabIndex={-1}
          aria-hidden="true"
          onClick={close}
        />
        <Large key={picture.id} entry={entry} picture={picture} />
        {pictures.length > 1 && (
          <>
            <Button
              className={styles.previous}
              aria-label={t("Previous picture")}
              icon={<ChevronLeft />}
              onClick={() => step(-1)}
            />
            <Button
              className={styles.next}
              aria-label={t("Next picture")}
              icon={<ChevronRight />}
              onClick={() => step(1)}
            />
          </>
        )}
      </div>
    </dialog>
  );
}
