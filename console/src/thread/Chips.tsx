import { CircleAlert, FileAudio, FileText, FileVideo, RotateCcw, X } from "lucide-react";
import { useMemo } from "react";
import { useStore } from "zustand";
import type { Attachment } from "../api/thread-types";
import { useActions } from "../app/context";
import { m, t } from "../i18n/t";
import type { Kind } from "../state/thread";
import { fileRefusal, sizeOf, type Upload } from "../state/uploads";
import { Button } from "../ui/Button";
import styles from "./Chips.module.css";

function FileIcon({ type }: { type: string }) {
  if (type.startsWith("audio/")) return <FileAudio aria-hidden="true" />;
  if (type.startsWith("video/")) return <FileVideo aria-hidden="true" />;
  return <FileText aria-hidden="true" />;
}

function Thumbnail({ preview, type }: { preview: string | null; type: string }) {
  return (
    <span className={styles.thumbnail}>
      {preview ? <img src={preview} alt="" /> : <FileIcon type={type} />}
    </span>
  );
}

function UploadChip({ upload }: { upload: Upload }) {
  const { cancelUpload, retryUpload } = useActions();
  const { file, progress, error, preview } = upload;
  const percent = Math.round(progress * 100);
  return (
    <li className={styles.chip} data-testid="upload" data-state={error ? "failed" : "uploading"}>
      <Thumbnail preview={preview} type={file.type} />
      <span className={styles.words}>
        <span className={styles.name} dir="auto" title={file.name}>
          {file.name}
        </span>
        {error ? (
          <span className={styles.error} role="alert">
            <CircleAlert aria-hidden="true" /> {error}
          </span>
        ) : (
          <progress
            className={styles.progress}
            aria-label={t("Uploading {name}", { name: file.name })}
            value={percent}
            max={100}
          />
        )}
      </span>
      {error && fileRefusal(file, upload.limits) === null && (
        <Button
          tone="ghost"
          aria-label={t("Try {name} again", { name: file.name })}
          icon={<RotateCcw />}
          onClick={() => retryUpload(upload)}
        />
      )}
      <Button
        tone="ghost"
        aria-label={t(error ? m("Remove {name}") : m("Cancel {name}"), { name: file.name })}
        icon={<X />}
        onClick={() => cancelUpload(upload)}
      />
    </li>
  );
}

/** Whether files are still on their way into this draft. */
export function useUploads(conversationId: string, kind: Kind): readonly Upload[] {
  const all = useStore(useActions().uploads);
  return useMemo(
    () => all.filter((each) => each.conversationId === conversationId && each.kind === kind),
    [all, conversationId, kind],
  );
}

/** The files of a draft: those that are there and those on their way. */
export function Chips({
  attachments,
  uploads,
  remove,
}: {
  attachments: readonly Attachment[];
  uploads: readonly Upload[];
  remove: (id: string) => void;
}) {
  const { previewOf } = useActions();
  if (attachments.length + uploads.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={t("Attached files")}>
      {attachments.map(({ id, name, size, mime_type }) => (
        <li key={id} className={styles.chip} data-testid="attached">
          <Thumbnail preview={previewOf(id)} type={mime_type} />
          <span className={styles.words}>
            <span className={styles.name} dir="auto" title={name}>
              {name}
            </span>
            {size > 0 && <span className={styles.facts}>{sizeOf(size)}</span>}
          </span>
          <Button
            tone="ghost"
            aria-label={t("Remove {name}", { name })}
            icon={<X />}
            onClick={() => remove(id)}
          />
        </li>
      ))}
      {uploads.map((upload) => (
        <UploadChip key={upload.id} upload={upload} />
      ))}
    </ul>
  );
}
