import type { Template } from "@switchboard/protocol";
import { type FormEvent, useId, useState } from "react";
import { fieldError } from "../api/problem";
import { useActions, useDesk } from "../app/context";
import { t } from "../i18n/t";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import styles from "./Settings.module.css";
import { type Shared, Sharing } from "./Sharing";
import own from "./Template.module.css";
import { TemplateFiles } from "./TemplateFiles";
import { TemplateText } from "./TemplateText";
import { useSubmit } from "./useSubmit";

const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** What was typed as a short code, as it can be one. */
const codeOf = (typed: string) =>
  typed
    .toLowerCase()
    .replace(/^\//, "")
    .replace(/[\s_]+/g, "-")
    .slice(0, 40);

function refusalOf(name: string, text: string, code: string): string | null {
  if (!name.trim() || !text.trim()) return t("Give it a name and a text");
  if (code && !CODE.test(code)) return t("The short code takes small letters, digits and dashes");
  return null;
}

type Props = { template: Template | null; done: () => void };

export function TemplateForm({ template, done }: Props) {
  const desk = useActions();
  const templates = useDesk((state) => state.templates);
  const [name, setName] = useState(template?.name ?? "");
  const [code, setCode] = useState(template?.short_code ?? "");
  const [folder, setFolder] = useState(template?.folder ?? "");
  const [text, setText] = useState(template?.text ?? "");
  const [format, setFormat] = useState(template?.format ?? "markdown");
  const [files, setFiles] = useState(template?.attachments ?? []);
  const [sharing, setSharing] = useState<Shared>({
    visibility: template?.visibility ?? "everyone",
    team_id: template?.team_id ?? null,
  });
  const { busy, failure, error, run } = useSubmit();
  const folders = useId();
  const refusal = refusalOf(name, text, code);
  const wrong = (field: string) => fieldError(error, field);
  const elsewhere = failure && !wrong("name") && !wrong("short_code") && !wrong("text");

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (refusal) return;
    const body = {
      name: name.trim(),
      text: text.trim(),
      format,
      short_code: code || null,
      folder: folder.trim() || null,
      ...sharing,
      attachments: files.map((file) => file.id),
    };
    if (await run(() => desk.saveTemplate(template?.id ?? null, body))) done();
  }

  return (
    <form
      className={styles.card}
      onSubmit={submit}
      aria-label={template ? template.name : t("New template")}
    >
      <Field
        label={t("Name")}
        dir="auto"
        autoFocus
        maxLength={120}
        value={name}
        error={wrong("name")}
        onChange={(event) => setName(event.target.value)}
      />
      <div className={own.pair}>
        <Field
          label={t("Short code")}
          placeholder="shipping"
          autoCapitalize="none"
          spellCheck={false}
          help={
            code ? t("Type /{code} in a reply", { code }) : t("What you type after / to find it")
          }
          value={code}
          error={wrong("short_code")}
          onChange={(event) => setCode(codeOf(event.target.value))}
        />
        <Field
          label={t("Folder")}
          dir="auto"
          list={folders}
          maxLength={60}
          value={folder}
          onChange={(event) => setFolder(event.target.value)}
        />
        <datalist id={folders}>
          {[...new Set(templates.flatMap((each) => each.folder ?? []))].map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      </div>
      <TemplateText
        label={t("Text")}
        text={text}
        format={format}
        set={setText}
        error={wrong("text")}
      />
      <label className={own.check}>
        <input
          type="checkbox"
          checked={format === "markdown"}
          onChange={(event) => setFormat(event.target.checked ? "markdown" : "plain")}
        />
        {t("With formatting, where the channel shows it")}
      </label>
      <TemplateFiles
        template={template?.id ?? null}
        files={files}
        set={(change) => setFiles(change)}
      />
      <Sharing value={sharing} set={setSharing} />
      {elsewhere && (
        <p className={styles.failure} role="alert">
          {failure}
        </p>
      )}
      <p className={styles.buttons}>
        <Button tone="primary" type="submit" disabled={busy} refusal={refusal}>
          {template ? t("Save") : t("Create")}
        </Button>
        <Button onClick={done}>{t("Cancel")}</Button>
      </p>
    </form>
  );
}
