import { Tag } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import type { Label } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { t } from "../i18n/t";
import { Button } from "../ui/Button";
import { ColorField } from "../ui/ColorField";
import { EmptyState } from "../ui/EmptyState";
import { Field } from "../ui/Field";
import { LabelDot } from "../ui/LabelDots";
import { freeColor } from "../ui/label-colors";
import { Select } from "../ui/Select";
import { EditableList } from "./EditableList";
import styles from "./Settings.module.css";
import { useSubmit } from "./useSubmit";

function whoSees(label: Label, teams: readonly { id: string; name: string }[]): string {
  if (label.scope === "private") return t("Only you");
  return teams.find((team) => team.id === label.team_id)?.name ?? t("Everyone");
}

function LabelForm({ label, done }: { label: Label | null; done: () => void }) {
  const desk = useActions();
  const labels = useDesk((state) => state.labels);
  const teams = useDesk((state) => state.me?.teams) ?? [];
  const [name, setName] = useState(label?.name ?? "");
  const [color, setColor] = useState(label?.color ?? freeColor(labels));
  const [who, setWho] = useState(label?.team_id ?? (label?.scope === "private" ? "me" : ""));
  const { busy, failure, run } = useSubmit();

  async function submit(event: FormEvent) {
    event.preventDefault();
    const facts = { name: name.trim(), color };
    // Who sees a label is settled when it is made.
    const scope = who === "me" ? ("private" as const) : ("team" as const);
    const team_id = who && who !== "me" ? who : null;
    const saved = await run(() =>
      label ? desk.updateLabel(label.id, facts) : desk.createLabel({ ...facts, scope, team_id }),
    );
    if (saved) done();
  }

  return (
    <form
      className={styles.card}
      onSubmit={submit}
      aria-label={label ? label.name : t("New label")}
    >
      <Field
        label={t("Name")}
        dir="auto"
        autoFocus
        maxLength={40}
        value={name}
        error={failure || undefined}
        onChange={(event) => setName(event.target.value)}
      />
      <ColorField value={color} set={setColor} />
      {!label && (
        <Select
          label={t("Who sees it")}
          value={who}
          onChange={(event) => setWho(event.target.value)}
        >
          <option value="">{t("Everyone")}</option>
          {teams.map((team) => (
            <option key={team.id} value={team.id}>
              {team.name}
            </option>
          ))}
          <option value="me">{t("Only you")}</option>
        </Select>
      )}
      <p className={styles.buttons}>
        <Button
          tone="primary"
          type="submit"
          disabled={busy}
          refusal={name.trim() ? null : t("Give it a name")}
        >
          {label ? t("Save") : t("Create")}
        </Button>
        <Button onClick={done}>{t("Cancel")}</Button>
      </p>
    </form>
  );
}

export function LabelSettings() {
  const desk = useActions();
  const labels = useDesk((state) => state.labels);
  const teams = useDesk((state) => state.me?.teams) ?? [];

  useEffect(() => {
    desk.loadLabels();
  }, [desk]);

  return (
    <EditableList
      hint={t(
        "Labels sort conversations and messages. They are found by the search, and can filter lists.",
      )}
      add={t("New label")}
      items={labels}
      empty={
        <EmptyState
          icon={<Tag />}
          title={t("No labels yet")}
          text={t("Make the first one here, or with L.")}
        />
      }
      row={(label) => (
        <>
          <LabelDot color={label.color} />
          <span className={styles.name} dir="auto">
            {label.name}
          </span>
          <span className={styles.fact}>{whoSees(label, teams)}</span>
        </>
      )}
      form={(label, done) => <LabelForm label={label} done={done} />}
      remove={desk.deleteLabel}
    />
  );
}
