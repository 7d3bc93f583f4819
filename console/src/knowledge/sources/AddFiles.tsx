import { CircleAlert, FileUp, LoaderCircle } from "lucide-react";
import { type DragEvent, useId, useState } from "react";
import { messageOf } from "../../api/problem";
import { useActions } from "../../app/context";
import { t } from "../../i18n/t";
import { tx } from "../../i18n/tx";
import { useKnowledgeApi } from "../api";
import type { Added } from "./AddSource";
import styles from "./sources.module.css";

const TYPES = ".pdf,.docx,.txt,.md,.csv";
const READABLE = /\.(pdf|docx|txt|md|markdown|csv)$/i;

type Sent = { name: string; error: string | null };

/** The file store knows Markdown as the text that it is. */
function storable(file: File): File {
  return /\.(md|markdown)$/i.test(file.name)
    ? new File([file], file.name, { type: "text/plain" })
    : file;
}

/** Files, dropped or picked; each becomes a source of its own. */
export function AddFiles({ added }: { added: Added }) {
  const desk = useActions();
  const api = useKnowledgeApi();
  const id = useId();
  const [over, setOver] = useState(false);
  const [sent, setSent] = useState<readonly Sent[]>([]);

  async function send(file: File) {
    const { name } = file;
    const tell = (error: string | null, done = false) =>
      setSent((held) => {
        const others = held.filter((each) => each.name !== name);
        return done ? others : [...others, { name, error }];
      });
    if (!READABLE.test(name))
      return tell(t("Files of this type can't be read. PDF, Word (.docx) and text can."));
    tell(null);
    try {
      const attachment = await desk.uploadFile(storable(file), null);
      added(await api.createSource({ kind: "file", name, attachment_id: attachment.id }));
      tell(null, true);
    } catch (error) {
      tell(messageOf(error));
    }
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    for (const file of event.dataTransfer.files) send(file);
  }

  return (
    <div>
      <label
        htmlFor={id}
        className={styles.drop}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileUp aria-hidden="true" />
        <span>
          {tx("{choose} or drop them here", { choose: <strong>{t("Choose files")}</strong> })}
        </span>
        <span className={styles.sortText}>
          {t("PDF, Word, text, Markdown or CSV, up to 25 MB each")}
        </span>
        <input
          id={id}
          type="file"
          multiple
          accept={TYPES}
          className="visually-hidden"
          data-testid="source-files"
          onChange={(event) => {
            for (const file of event.target.files ?? []) send(file);
            event.target.value = "";
          }}
        />
      </label>
      <ul className={styles.sent}>
        {sent.map(({ name, error }) => (
          <li key={name} data-failed={error !== null}>
            {error === null ? (
              <LoaderCircle aria-hidden="true" />
            ) : (
              <CircleAlert aria-hidden="true" />
            )}
            <span>
              <span dir="auto">{name}</span>
              <span role={error === null ? "status" : "alert"}>{error ?? t("Uploading…")}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
