/** The files that go along with a template. */
import { FileText, LoaderCircle, Paperclip, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { messageOf } from "../api/problem";
import type { Attachment } from "../api/thread-types";
import { useActions } from "../app/context";
import { t, tn } from "../i18n/t";
import { MOST_FILES, sizeOf } from "../state/uploads";
import { Button } from "../ui/Button";
import styles from "./Template.module.css";

type FileProps = { template: string | null; file: Attachment; fresh: string | undefined };

/** A picture as itself, anything else as a sign; without its picture, too. */
function Thumbnail({ template, file, fresh }: FileProps) {
  const { api } = useActions();
  const [url, setUrl] = useState(fresh);
  const wanted = template !== null && file.kind === "image" && !fresh;

  useEffect(() => {
    if (!wanted || !template) return;
    let over = false;
    api.templateFile(template, file.id).then(
      (link) => !over && setUrl(link.url),
      () => !over && setUrl(undefined),
    );
    return () => {
      over = true;
    };
  }, [api, wanted, template, file.id]);

  return (
    <span className={styles.thumbnail} aria-hidden="true">
      {url ? <img src={url} alt="" /> : <FileText />}
    </span>
  );
}

type Props = {
  /** Whose files they are; null while it is new. */
  template: string | null;
  files: readonly Attachment[];
  set: (change: (held: readonly Attachment[]) => Attachment[]) => void;
};

export function TemplateFiles({ template, files, set }: Props) {
  const { uploadFile } = useActions();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(0);
  const [failure, setFailure] = useState("");
  const [fresh, setFresh] = useState<Readonly<Record<string, string>>>({});
  const full =
    files.length + busy >= MOST_FILES
      ? tn(MOST_FILES, "A template holds {count} file", "A template holds {count} files")
      : null;

  async function add(file: File) {
    setBusy((count) => count + 1);
    try {
      const attachment = await uploadFile(file, null);
      if (attachment.kind === "image") {
        setFresh((held) => ({ ...held, [attachment.id]: URL.createObjectURL(file) }));
      }
      set((held) => [...held, attachment]);
    } catch (error) {
      setFailure(`${file.name}: ${messageOf(error)}`);
    } finally {
      setBusy((count) => count - 1);
    }
  }

  return (
    <div className={styles.files}>
      {files.length > 0 && (
        <ul aria-label={t("Files")}>
          {files.map((file) => (
            <li key={file.id} className={styles.file}>
              <Thumbnail template={template} file={file} fresh={fresh[file.id]} />
              <span className={styles.words}>
                <span className={styles.name} dir="auto" title={file.name}>
                  {file.name}
                </span>
                <span className={styles.caption}>{sizeOf(file.size)}</span>
              </span>
              <Button
                tone="ghost"
                icon={<X />}
                aria-label={t("Remove {name}", { name: file.name })}
                onClick={() => set((held) => held.filter((each) => each.id !== file.id))}
              />
            </li>
          ))}
        </ul>
      )}
      {failure && (
        <p className={styles.error} role="alert">
          {failure}
        </p>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-testid="template-files"
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          event.target.value = "";
          setFailure("");
          for (const file of chosen.slice(0, MOST_FILES - files.length)) add(file);
        }}
      />
      <Button
        icon={busy > 0 ? <LoaderCircle className={styles.busy} /> : <Paperclip />}
        refusal={full}
        onClick={() => !full && input.current?.click()}
      >
        {busy > 0 ? t("Uploading…") : t("Add pictures or files")}
      </Button>
    </div>
  );
}
