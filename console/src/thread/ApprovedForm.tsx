import {
  CopyPlus,
  ExternalLink,
  FileText,
  Image,
  Paperclip,
  Phone,
  Reply,
  Video,
} from "lucide-react";
import { useState } from "react";
import { messageOf } from "../api/problem";
import type { Attachment, TemplateUse } from "../api/thread-types";
import type { Approved, FileLimits } from "../api/types";
import { useActions } from "../app/context";
import { m, t } from "../i18n/t";
import { Field } from "../ui/Field";
import styles from "./ApprovedForm.module.css";
import {
  filledPart,
  filledUse,
  formOf,
  type Gap,
  gapRefusal,
  languageName,
  prefilled,
  textOf,
  type Values,
  wantsFile,
} from "./gaps";

type Person = { name: string };

export type ApprovedValues = {
  fields: readonly Gap[];
  values: Values;
  set: (id: string, value: string) => void;
  file: Attachment | null;
  choose: (file: File) => Promise<void>;
  busy: boolean;
  error: string | null;
  refusal: string | null;
  use: (template: Approved) => TemplateUse;
  /** How it reads, filled in. */
  textOf: (template: Approved) => string;
};

/** What a provider takes at the top of a template, in the bytes of its documentation. */
const HEADERS: Record<string, { accept: string; limits: FileLimits }> = {
  image: { accept: "image/jpeg,image/png", limits: { image: { size: 5 * 1024 ** 2, types: [] } } },
  video: { accept: "video/mp4", limits: { video: { size: 16 * 1024 ** 2, types: [] } } },
  document: { accept: "application/pdf", limits: { file: { size: 25 * 1024 ** 2, types: [] } } },
};

/** What was filled in so far, and whether it is enough. */
export function useApprovedForm(
  template: Approved | null,
  customer: Person,
  agent: Person,
): ApprovedValues {
  const { uploadFile } = useActions();
  const fields = template ? formOf(template) : [];
  // What was typed for one template is still there when another was looked at.
  const [typed, setTyped] = useState<Record<string, Values>>({});
  const key = template?.id ?? "";
  const values = typed[key] ?? prefilled(fields, customer.name, agent.name);
  const [chosenFile, setFile] = useState<{ key: string; file: Attachment } | null>(null);
  const file = chosenFile?.key === key ? chosenFile.file : null;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function choose(chosen: File) {
    setBusy(true);
    setError(null);
    try {
      const limits = HEADERS[template?.header_format ?? ""]?.limits ?? null;
      setFile({ key, file: await uploadFile(chosen, limits) });
    } catch (failure) {
      setError(messageOf(failure));
    } finally {
      setBusy(false);
    }
  }

  function refusal(): string | null {
    if (!template) return t("Choose a template");
    return busy ? t("The file is still on its way.") : gapRefusal(template, values, file);
  }

  return {
    fields,
    values,
    set: (id, value) => setTyped((held) => ({ ...held, [key]: { ...values, [id]: value } })),
    file,
    choose,
    busy,
    error,
    refusal: refusal(),
    use: (chosen) => filledUse(chosen, values, file),
    textOf: (chosen) => textOf(chosen, values),
  };
}

const BUTTONS: Record<string, typeof Reply> = {
  quick_reply: Reply,
  url: ExternalLink,
  phone: Phone,
  copy_code: CopyPlus,
};
const MEDIA: Record<string, { name: string; choose: string; icon: typeof Image }> = {
  image: { name: m("Picture"), choose: m("Choose the picture"), icon: Image },
  video: { name: m("Video"), choose: m("Choose the video"), icon: Video },
  document: { name: m("Document"), choose: m("Choose the document"), icon: FileText },
};

/** The message as the customer will see it; gaps that are still empty are marked. */
function Preview({
  template,
  values,
  file,
}: { template: Approved } & Pick<ApprovedValues, "values" | "file">) {
  const { header, header_format, body, footer, buttons } = template;
  const media = MEDIA[header_format];
  const marked = (text: string) =>
    text.split(/(\{\{\s*[\w.]+\s*\}\})/).map((piece, at) => ({ piece, at, gap: at % 2 === 1 }));
  const shown = (text: string, part: "header" | "body") =>
    marked(filledPart(text, part, values)).map(({ piece, at, gap }) =>
      gap ? <mark key={at}>{piece.replace(/[{}\s]/g, "")}</mark> : piece,
    );
  return (
    <figure className={styles.preview} aria-label={t("How the customer sees it")} dir="auto">
      <div className={styles.bubble}>
        {media && (
          <p className={styles.media}>
            <media.icon aria-hidden="true" />
            <span>{file?.name ?? t(media.name)}</span>
          </p>
        )}
        {header_format === "text" && <p className={styles.header}>{shown(header, "header")}</p>}
        <p className={styles.body}>{shown(body, "body")}</p>
        {footer && <p className={styles.footer}>{footer}</p>}
      </div>
      {buttons.map(({ kind, text }) => {
        const Icon = BUTTONS[kind] ?? Reply;
        return (
          <p key={`${kind}-${text}`} className={styles.button}>
            <Icon aria-hidden="true" /> {text}
          </p>
        );
      })}
    </figure>
  );
}

/** The gaps as fields beside the message that they make. */
export function ApprovedForm({ template, form }: { template: Approved; form: ApprovedValues }) {
  const { fields, values, set, file, choose, busy, error } = form;
  const header = HEADERS[template.header_format];
  return (
    <div className={styles.form}>
      <div className={styles.fields}>
        <p className={styles.facts}>
          {languageName(template.language)}
          {template.category && ` · ${template.category.toLowerCase()}`}
        </p>
        {wantsFile(template) && (
          <label className={styles.file} data-busy={busy}>
            <Paperclip aria-hidden="true" />
            <span>
              {busy
                ? t("Uploading…")
                : (file?.name ?? t(MEDIA[template.header_format]?.choose ?? m("Choose the file")))}
            </span>
            <input
              type="file"
              className="visually-hidden"
              accept={header?.accept}
              disabled={busy}
              onChange={(event) => {
                const [chosen] = event.target.files ?? [];
                if (chosen) choose(chosen);
                event.target.value = "";
              }}
            />
          </label>
        )}
        {error && (
          <p className={styles.error} role="alert">
            {error}
          </p>
        )}
        {fields.map(({ id, label }) => (
          <Field
            key={id}
            label={label}
            dir="auto"
            autoComplete="off"
            value={values[id] ?? ""}
            onChange={(event) => set(id, event.target.value)}
          />
        ))}
        {fields.length === 0 && !wantsFile(template) && (
          <p className={styles.facts}>{t("Nothing to fill in: it goes as it is.")}</p>
        )}
      </div>
      <Preview template={template} values={values} file={file} />
    </div>
  );
}
