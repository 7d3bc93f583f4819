/** A new source: first of what sort, then what that sort needs, and nothing else. */
import type { NewSource, Source } from "@switchboard/protocol";
import { Plus, X } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { fieldError } from "../../api/problem";
import { m, t } from "../../i18n/t";
import { LongField } from "../../settings/channels/LongField";
import { sentenceOf, useAttempt } from "../../settings/channels/useAttempt";
import common from "../../settings/Settings.module.css";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { useKnowledgeApi } from "../api";
import { AddFiles } from "./AddFiles";
import { KIND_ICONS } from "./SourceCard";
import styles from "./sources.module.css";

const SORTS: { kind: Source["kind"]; name: string; text: string }[] = [
  { kind: "site", name: m("Add a website"), text: m("Every page of a domain") },
  { kind: "page", name: m("Add a page"), text: m("One address") },
  { kind: "file", name: m("Add a file"), text: m("PDF, Word or text") },
  { kind: "snippet", name: m("Add a text"), text: m("Words that you paste") },
];

export type Added = (source: Source) => void;

type FormProps = { added: Added; fields: (failure: unknown) => ReactNode; body: NewSource | null };

/** Shows what was refused at the field that it is about. */
function AddForm({ added, fields, body }: FormProps) {
  const api = useKnowledgeApi();
  const { busy, failure, run } = useAttempt();
  const sentence = sentenceOf(failure, ["name", "url", "text"]);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (body && !busy) run(async () => added(await api.createSource(body)));
  }

  return (
    <form className={common.form} onSubmit={submit} aria-label={t("New source")}>
      {fields(failure)}
      {sentence && (
        <p className={common.failure} role="alert">
          {sentence}
        </p>
      )}
      <p className={common.buttons}>
        <Button
          tone="primary"
          type="submit"
          icon={<Plus />}
          disabled={busy}
          refusal={body ? null : t("Fill it in first")}
        >
          {busy ? t("Adding…") : t("Add")}
        </Button>
      </p>
    </form>
  );
}

function AddAddress({ kind, added }: { kind: "site" | "page"; added: Added }) {
  const [url, setUrl] = useState("");
  const whole = kind === "site";
  return (
    <AddForm
      added={added}
      body={url.trim() ? { kind, url: url.trim() } : null}
      fields={(failure) => (
        <Field
          label={whole ? t("Your website") : t("Address of the page")}
          help={
            whole
              ? t(
                  "Its pages are found by the sitemap and by links, and read again every week. Other domains are left alone.",
                )
              : t("Only this page is read, and again every week.")
          }
          placeholder={whole ? "shop.example" : "https://shop.example/returns"}
          inputMode="url"
          autoCapitalize="none"
          autoFocus
          spellCheck={false}
          error={fieldError(failure, "url")}
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
      )}
    />
  );
}

function AddSnippet({ added }: { added: Added }) {
  const [name, setName] = useState("");
  const [text, setText] = useState("");
  const complete = name.trim() && text.trim();
  return (
    <AddForm
      added={added}
      body={complete ? { kind: "snippet", name: name.trim(), text: text.trim() } : null}
      fields={(failure) => (
        <>
          <Field
            label={t("Name")}
            dir="auto"
            autoFocus
            maxLength={100}
            placeholder={t("Opening hours at Christmas")}
            error={fieldError(failure, "name")}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <LongField
            label={t("Text")}
            rows={6}
            error={fieldError(failure, "text")}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </>
      )}
    />
  );
}

type Props = { first: boolean; added: Added };

/** `first`: nothing is there yet, so the website is asked for at once. */
export function AddSource({ first, added }: Props) {
  const [kind, setKind] = useState<Source["kind"] | null>(first ? "site" : null);
  const close = () => setKind(null);
  const done: Added = (source) => {
    close();
    added(source);
  };
  return (
    <section className={styles.add} aria-label={t("Add a source")}>
      <div className={styles.sorts}>
        {SORTS.map((sort) => (
          <button
            key={sort.kind}
            type="button"
            className={styles.sort}
            aria-pressed={kind === sort.kind}
            onClick={() => setKind(kind === sort.kind && !first ? null : sort.kind)}
          >
            {KIND_ICONS[sort.kind]}
            <span>
              <span className={styles.sortName}>{t(sort.name)}</span>
              <span className={styles.sortText}>{t(sort.text)}</span>
            </span>
          </button>
        ))}
      </div>
      {kind && (
        <div className={styles.form}>
          {!first && (
            <Button
              tone="ghost"
              className={styles.close}
              aria-label={t("Close")}
              icon={<X />}
              onClick={close}
            />
          )}
          {kind === "file" && <AddFiles added={added} />}
          {kind === "snippet" && <AddSnippet added={done} />}
          {(kind === "site" || kind === "page") && (
            <AddAddress key={kind} kind={kind} added={done} />
          )}
        </div>
      )}
    </section>
  );
}
