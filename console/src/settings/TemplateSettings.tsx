import type { Template } from "@switchboard/protocol";
import { MessageSquareQuote, Paperclip } from "lucide-react";
import { useEffect } from "react";
import { useActions, useDesk } from "../app/context";
import { t, tn } from "../i18n/t";
import { matchingTemplates, previewOf } from "../text/template-list";
import { EmptyState } from "../ui/EmptyState";
import { EditableList } from "./EditableList";
import styles from "./Settings.module.css";
import { useMayChange, whoHas } from "./Sharing";
import own from "./Template.module.css";
import { TemplateForm } from "./TemplateForm";

const folderOf = ({ folder }: Template) => folder ?? t("Without a folder");

/** Folders by name, and at the end what is in none. */
function inFolders(templates: readonly Template[]): Template[] {
  return [...templates].sort(
    (a, b) =>
      Number(!a.folder) - Number(!b.folder) ||
      folderOf(a).localeCompare(folderOf(b)) ||
      a.name.localeCompare(b.name),
  );
}

function Row({ template }: { template: Template }) {
  const teams = useDesk((state) => state.me?.teams) ?? [];
  const { name, short_code, attachments } = template;
  return (
    <>
      <span className={styles.words}>
        <span className={own.title}>
          <span className={own.name} dir="auto" title={name}>
            {name}
          </span>
          {short_code && <code className={own.code}>/{short_code}</code>}
        </span>
        <span className={styles.text} dir="auto">
          {previewOf(template, {})}
        </span>
      </span>
      {attachments.length > 0 && (
        <span className={own.count} title={attachments.map((file) => file.name).join(", ")}>
          <Paperclip aria-hidden="true" /> <span aria-hidden="true">{attachments.length}</span>
          <span className="visually-hidden">
            {tn(attachments.length, "{count} file", "{count} files")}
          </span>
        </span>
      )}
      <span className={own.who}>{whoHas(template, teams)}</span>
    </>
  );
}

export function TemplateSettings() {
  const desk = useActions();
  const mayChange = useMayChange();
  const templates = useDesk((state) => state.templates);

  useEffect(() => {
    desk.loadTemplates();
  }, [desk]);

  return (
    <EditableList
      hint={t("Answers that come up again and again. In a conversation, type / to use one.")}
      add={t("New template")}
      items={inFolders(templates)}
      heading={folderOf}
      find={{
        label: t("Find a template"),
        by: (words) => matchingTemplates(templates, words),
      }}
      mayChange={mayChange}
      empty={
        <EmptyState
          icon={<MessageSquareQuote />}
          title={t("No templates yet")}
          text={t("Write the answer once that you would otherwise write every day.")}
        />
      }
      row={(template) => <Row template={template} />}
      form={(template, done) => <TemplateForm template={template} done={done} />}
      remove={desk.deleteTemplate}
    />
  );
}
