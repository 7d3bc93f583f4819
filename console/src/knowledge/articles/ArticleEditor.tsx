/** Where an article is written. Nothing is lost: what is not saved stays with the browser. */
import type { Article, ArticleFacts } from "@switchboard/protocol";
import { Trash2 } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { fieldError } from "../../api/problem";
import { useDesk } from "../../app/context";
import { t } from "../../i18n/t";
import { tx } from "../../i18n/tx";
import { sentenceOf } from "../../settings/channels/useAttempt";
import common from "../../settings/Settings.module.css";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { FormDialog } from "../../ui/FormDialog";
import { Select } from "../../ui/Select";
import { languageOptions } from "../languages";
import { Since } from "../Since";
import { CategoryField } from "./CategoryField";
import styles from "./editor.module.css";
import { MarkdownField } from "./MarkdownField";
import { useArticleDraft } from "./useArticleDraft";

type Draft = ReturnType<typeof useArticleDraft>;

/** Where it stands, and what of it is known to the server. */
function State({ draft }: { draft: Draft }) {
  const { saved, dirty, busy, justSaved } = draft;
  const published = saved?.status === "published";
  return (
    <p className={styles.state} role="status">
      <span className={styles.pill} data-status={saved?.status ?? "draft"}>
        {published ? t("Published") : t("Draft")}
      </span>
      {busy && t("Saving…")}
      {!busy && dirty && t("Unsaved changes")}
      {!busy && justSaved && t("Saved")}
      {!busy &&
        !dirty &&
        !justSaved &&
        saved &&
        tx("Changed {when}", { when: <Since iso={saved.updated_at} /> })}
    </p>
  );
}

function Buttons({ draft }: { draft: Draft }) {
  const { saved, dirty, busy, facts, save } = draft;
  const refusal = facts.title.trim()
    ? facts.text.trim()
      ? null
      : t("Write its text")
    : t("Give it a title");
  const published = saved?.status === "published";
  const unchanged = dirty ? refusal : (refusal ?? t("Nothing was changed"));
  const attempt = (status?: "published" | "draft") => () => {
    if (!refusal) save(status);
  };
  return (
    <>
      {published ? (
        <Button disabled={busy} onClick={attempt("draft")}>
          {t("Unpublish")}
        </Button>
      ) : (
        <Button disabled={busy} refusal={unchanged} onClick={() => dirty && attempt("draft")()}>
          {t("Save draft")}
        </Button>
      )}
      <Button
        tone="primary"
        type="submit"
        disabled={busy}
        refusal={published ? unchanged : refusal}
        hint={
          published ? t("Visitors see it at once") : t("Visitors and the AI agent can use it then")
        }
      >
        {published ? t("Save") : t("Publish")}
      </Button>
    </>
  );
}

function Facts({ draft }: { draft: Draft }) {
  const { facts, change } = draft;
  const teams = useDesk((desk) => desk.teams);
  return (
    <div className={styles.facts}>
      <CategoryField value={facts.category} set={(category) => change({ category })} />
      <Select
        label={t("Language")}
        value={facts.language ?? ""}
        onChange={(event) => change({ language: event.target.value || null })}
      >
        <option value="">{t("Any")}</option>
        {languageOptions(facts.language).map(({ tag, name }) => (
          <option key={tag} value={tag}>
            {name}
          </option>
        ))}
      </Select>
      <Select
        label={t("Who it is for")}
        value={facts.team_id ?? ""}
        onChange={(event) => change({ team_id: event.target.value || null })}
      >
        <option value="">{t("Everyone, visitors too")}</option>
        {teams
          .filter((team) => !team.everyone)
          .map((team) => (
            <option key={team.id} value={team.id}>
              {t("Agents of {team}", { team: team.name })}
            </option>
          ))}
      </Select>
    </div>
  );
}

function Restored({ draft }: { draft: Draft }) {
  if (!draft.restored) return null;
  return (
    <div className={styles.restored} role="note">
      <p>
        {draft.overtaken
          ? t(
              "These are your unsaved changes. Someone saved this article after you began them; saving yours replaces theirs.",
            )
          : t("These are your unsaved changes from before.")}
      </p>
      <Button onClick={draft.discard}>{t("Discard them")}</Button>
    </div>
  );
}

type Props = { id: string; article: Article | null; first: Partial<ArticleFacts> };

export function ArticleEditor({ id, article, first }: Props) {
  const draft = useArticleDraft({ id, article, first });
  const { facts, change, saved, failure, save } = draft;
  const [asked, setAsked] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const title = useId();
  const titleError = fieldError(failure, "title");
  const textError = fieldError(failure, "text");
  const sentence = sentenceOf(failure, ["title", "text", "url"]);
  const complete = facts.title.trim() !== "" && facts.text.trim() !== "" && !draft.busy;

  useEffect(() => {
    if (id !== article?.id) field.current?.focus();
  }, [id, article?.id]);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (complete && (draft.dirty || saved?.status !== "published")) save("published");
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key.toLowerCase() !== "s" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    if (complete && draft.dirty) save();
  }

  return (
    <>
      <form
        className={styles.editor}
        onSubmit={submit}
        onKeyDown={onKeyDown}
        aria-label={t("Article")}
      >
        <div className={styles.bar}>
          <State draft={draft} />
          <div className={styles.buttons}>
            <Button
              tone="ghost"
              icon={<Trash2 />}
              aria-label={t("Delete article")}
              hint={t("Delete")}
              onClick={() => setAsked(true)}
            />
            <Buttons draft={draft} />
          </div>
        </div>
        <Restored draft={draft} />
        {sentence && (
          <p className={common.failure} role="alert">
            {sentence}
          </p>
        )}
        <div className={styles.title}>
          <label htmlFor={title} className="visually-hidden">
            {t("Title")}
          </label>
          <input
            id={title}
            dir="auto"
            ref={field}
            maxLength={200}
            placeholder={t("Title, best as customers would ask it")}
            aria-invalid={titleError ? true : undefined}
            value={facts.title}
            onChange={(event) => change({ title: event.target.value })}
          />
          {titleError && <p className={styles.error}>{titleError}</p>}
        </div>
        <Facts draft={draft} />
        <Field
          label={t("Address on the web (optional)")}
          inputMode="url"
          spellCheck={false}
          maxLength={2000}
          placeholder="https://shop.example/help/returns"
          help={t("Where customers read it. Answers link to it, and agents can insert the link.")}
          error={fieldError(failure, "url")}
          value={facts.url ?? ""}
          onChange={(event) => change({ url: event.target.value.trim() || null })}
        />
        <MarkdownField text={facts.text} set={(text) => change({ text })} error={textError} />
      </form>
      {asked && (
        <FormDialog
          title={saved ? t("Delete “{title}”?", { title: saved.title }) : t("Leave this article?")}
          verb={saved ? t("Delete") : t("Discard")}
          submit={draft.remove}
          close={() => setAsked(false)}
        >
          <p>
            {saved
              ? t("It is no longer suggested, found or answered from. This can't be undone.")
              : t("What you wrote is gone then.")}
          </p>
        </FormDialog>
      )}
    </>
  );
}
