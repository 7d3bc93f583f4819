import { CircleAlert, Download, FileText, FileVideo } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { messageOf } from "../api/problem";
import type { Attachment, Message, Part } from "../api/thread-types";
import { useActions } from "../app/context";
import { t, tn } from "../i18n/t";
import { sizeOf } from "../state/uploads";
import styles from "./Attachments.module.css";
import { AudioPlayer } from "./AudioPlayer";
import { isFile, Parts } from "./Parts";

const Lightbox = lazy(() => import("./Lightbox"));

type Linked = { url: string | null; error: string | null };

/** The short-lived address of a file, asked for when it comes into view. */
export function useLink(entry: Message, attachment: Attachment): Linked & { again: () => void } {
  const { linkOf } = useActions();
  const [turn, setTurn] = useState(0);
  const [linked, setLinked] = useState<Linked>({ url: null, error: null });
  const { id, conversation_id } = entry;

  useEffect(() => {
    let current = true;
    linkOf({ id, conversation_id }, attachment.id, turn > 0)
      .then((url) => current && setLinked({ url, error: null }))
      .catch((error) => current && setLinked({ url: null, error: messageOf(error) }));
    return () => {
      current = false;
    };
  }, [linkOf, id, conversation_id, attachment.id, turn]);

  return { ...linked, again: () => setTurn(turn + 1) };
}

type Props = { entry: Message; attachment: Attachment };

function Failed({ name, error, again }: { name: string; error: string; again: () => void }) {
  return (
    <p className={styles.failed}>
      <CircleAlert aria-hidden="true" />
      <span>
        {name}: {error}
      </span>
      <button type="button" onClick={again}>
        {t("Try again")}
      </button>
    </p>
  );
}

function Picture({ entry, attachment, open }: Props & { open: () => void }) {
  const { url, error, again } = useLink(entry, attachment);
  const [broken, setBroken] = useState(false);
  if (error) return <Failed name={attachment.name} error={error} again={again} />;
  if (broken) return <FileCard entry={entry} attachment={attachment} />;
  return (
    <button
      type="button"
      className={styles.picture}
      aria-label={t("Open {name}", { name: attachment.name })}
      onClick={open}
    >
      {url && (
        <img src={url} alt={attachment.name} draggable={false} onError={() => setBroken(true)} />
      )}
    </button>
  );
}

const STICKER_BYTES = 600_000;

/** Messengers hand stickers out as small WebP pictures, and photographs as JPEG. */
function isSticker(entry: Message, { kind, mime_type, size }: Attachment): boolean {
  const { channel_kind } = entry.data;
  const pasted = channel_kind === "webchat" || channel_kind === "email";
  return kind === "image" && mime_type === "image/webp" && size < STICKER_BYTES && !pasted;
}

function Sticker({ entry, attachment }: Props) {
  const { url, error, again } = useLink(entry, attachment);
  if (error) return <Failed name={t("A sticker")} error={error} again={again} />;
  return url ? (
    <img className={styles.sticker} src={url} alt={t("Sticker")} draggable={false} />
  ) : null;
}

function Sound({ entry, attachment }: Props) {
  const { url, error, again } = useLink(entry, attachment);
  if (error) return <Failed name={attachment.name} error={error} again={again} />;
  const name = attachment.voice ? t("Voice message") : attachment.name;
  return <AudioPlayer url={url} name={name} />;
}

/** The file's own address is fetched at the press, so that it never has ended by then. */
function FileCard({ entry, attachment }: Props) {
  const { linkOf, complain } = useActions();
  const Icon = attachment.kind === "video" ? FileVideo : FileText;
  const extension = /\.([^.]{1,5})$/.exec(attachment.name)?.[1]?.toUpperCase();
  const facts = [extension, attachment.size ? sizeOf(attachment.size) : null].filter(Boolean);

  async function download() {
    try {
      const anchor = document.createElement("a");
      anchor.href = await linkOf(entry, attachment.id);
      anchor.download = attachment.name;
      anchor.target = "_blank";
      anchor.rel = "noopener";
      anchor.click();
    } catch (error) {
      complain(t("The file could not be opened"), error);
    }
  }

  return (
    <button type="button" className={styles.file} onClick={download} title={attachment.name}>
      <span className={styles.icon}>
        <Icon aria-hidden="true" />
      </span>
      <span className={styles.words}>
        <span className={styles.name} dir="auto">
          {attachment.name}
        </span>
        <span className={styles.facts}>{facts.join(" · ") || t("File")}</span>
      </span>
      <Download aria-hidden="true" className={styles.download} />
      <span className="visually-hidden">{t("Download")}</span>
    </button>
  );
}

export function Attachments({ entry }: { entry: Message }) {
  const all: readonly Part[] = entry.data.attachments ?? [];
  const files = all.filter(isFile) as Message["data"]["attachments"];
  const attachments = files.filter((each) => each.id !== null) as Attachment[];
  const elsewhere = files.length - attachments.length;
  const pictures = attachments.filter((each) => each.kind === "image" && !isSticker(entry, each));
  const [shown, setShown] = useState<number | null>(null);
  if (all.length === 0) return null;
  return (
    <div className={styles.attachments} data-pictures={pictures.length}>
      {attachments.map((attachment) => {
        const key = attachment.id;
        if (isSticker(entry, attachment)) {
          return <Sticker key={key} entry={entry} attachment={attachment} />;
        }
        if (attachment.kind === "image") {
          const open = () => setShown(pictures.indexOf(attachment));
          return <Picture key={key} entry={entry} attachment={attachment} open={open} />;
        }
        if (attachment.kind === "audio")
          return <Sound key={key} entry={entry} attachment={attachment} />;
        return <FileCard key={key} entry={entry} attachment={attachment} />;
      })}
      <Parts parts={all} />
      {elsewhere > 0 && (
        <p className={styles.elsewhere}>
          <FileText aria-hidden="true" />
          {tn(
            elsewhere,
            "A file came with this message and stayed with the carrier.",
            "{count} files came with this message and stayed with the carrier.",
          )}
        </p>
      )}
      {shown !== null && (
        <Suspense>
          <Lightbox entry={entry} pictures={pictures} first={shown} close={() => setShown(null)} />
        </Suspense>
      )}
    </div>
  );
}
