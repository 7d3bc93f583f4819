import { MessageSquareQuote } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import type { Template } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { Field } from "../ui/Field";
import { Select } from "../ui/Select";
import { TextArea } from "../ui/TextArea";
import { EditableList } from "./EditableList";
import styles from "./Settings.module.css";
import { useSubmit } from "./useSubmit";

const VARIABLES = ["contact.name", "contact.first_name", "agent.name", "agent.first_name"];

function TemplateForm({ template, done }: { template: Template | null; done: () => void }) {
  const desk = useActions();
  const teams = useDesk((state) => state.me?.teams) ?? [];
  const [name, setName] = useState(template?.name ?? "");
  const [text, setText] = useState(template?.text ?? "");
  const [team, setTeam] = useState(template?.team_id ?? "");
  const { busy, failure, run } = useSubmit();
  const complete = name.trim() && text.trim();

  async function submit(event: FormEvent) {
    event.preventDefault();
    const body = { name: name.trim(), text: text.trim(), team_id: team || null };
    if (await run(() => desk.saveTemplate(template?.id ?? null, body))) done();
  }

  return (
    <form
      className={styles.card}
      onSubmit={submit}
      aria-label={template ? template.name : "New template"}
    >
      <Field
        label="Name"
        dir="auto"
        autoFocus
        maxLength={60}
        value={name}
        error={failure || undefined}
        onChange={(event) => setName(event.target.value)}
      />
      <TextArea
        label="Text"
        rows={5}
        maxLength={10_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p className={styles.variables}>
        <span className={styles.hint}>Filled in when it is used:</span>
        {VARIABLES.map((variable) => (
          <button
            key={variable}
            type="button"
            className={styles.variable}
            onClick={() => setText((held) => `${held}{{${variable}}}`)}
          >
            {`{{${variable}}}`}
          </button>
        ))}
      </p>
      <Select label="Who has it" value={team} onChange={(event) => setTeam(event.target.value)}>
        <option value="">Everyone</option>
        {teams.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </Select>
      <p className={styles.buttons}>
        <Button
          tone="primary"
          type="submit"
          disabled={busy}
          refusal={complete ? null : "Give it a name and a text"}
        >
          {template ? "Save" : "Create"}
        </Button>
        <Button onClick={done}>Cancel</Button>
      </p>
    </form>
  );
}

export function TemplateSettings() {
  const desk = useActions();
  const templates = useDesk((state) => state.templates);
  const teams = useDesk((state) => state.me?.teams) ?? [];

  useEffect(() => {
    desk.loadTemplates();
  }, [desk]);

  return (
    <EditableList
      hint="Answers that come up again and again. In a conversation, type / to use one."
      noun="template"
      items={templates}
      empty={
        <EmptyState
          icon={<MessageSquareQuote />}
          title="No templates yet"
          text="Write the answer once that you would otherwise write every day."
        />
      }
      row={(template) => (
        <>
          <span className={styles.words}>
            <span className={styles.name} dir="auto">
              {template.name}
            </span>
            <span className={styles.text} dir="auto">
              {template.text}
            </span>
          </span>
          <span className={styles.fact}>
            {teams.find((team) => team.id === template.team_id)?.name ?? "Everyone"}
          </span>
        </>
      )}
      form={(template, done) => <TemplateForm template={template} done={done} />}
      remove={desk.deleteTemplate}
    />
  );
}
