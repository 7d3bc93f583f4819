import { type FormEvent, useEffect, useState } from "react";
import type { Settings } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { t } from "../i18n/t";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Select } from "../ui/Select";
import { TextArea } from "../ui/TextArea";
import styles from "./Settings.module.css";
import { useMay } from "./useMay";

/** A number of a field; an empty field means "none". */
const numberOf = (text: string): number | null => (text.trim() === "" ? null : Number(text));

function PolicyForm({ settings, mayChange }: { settings: Settings; mayChange: boolean }) {
  const desk = useActions();
  const [draft, setDraft] = useState(settings);
  const [told, setTold] = useState<{ failure: string | null } | null>(null);
  const [busy, setBusy] = useState(false);

  function change(fields: Partial<Settings>) {
    setDraft({ ...draft, ...fields });
    setTold(null);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    // How messages are translated is settled on a page of its own.
    const { translation: _, ...rules } = draft;
    setTold({ failure: await desk.updateSettings(rules) });
    setBusy(false);
  }

  return (
    <form className={styles.form} onSubmit={submit}>
      {!mayChange && <p className={styles.hint}>{t("Only admins can change these.")}</p>}
      <fieldset className={styles.fields} disabled={!mayChange}>
        <Select
          label={t("When a customer writes after the end")}
          value={draft.after_close}
          onChange={(event) =>
            change({ after_close: event.target.value as Settings["after_close"] })
          }
        >
          <option value="reopen">{t("Reopen the conversation")}</option>
          <option value="new">{t("Start a new conversation")}</option>
        </Select>
        {draft.after_close === "reopen" && (
          <Field
            label={t("Reopen for so many hours (empty: always)")}
            type="number"
            min={1}
            value={draft.reopen_hours ?? ""}
            onChange={(event) => change({ reopen_hours: numberOf(event.target.value) })}
          />
        )}
        <Field
          label={t("Close after so many minutes of silence (empty: never)")}
          type="number"
          min={5}
          value={draft.auto_close_minutes ?? ""}
          onChange={(event) => change({ auto_close_minutes: numberOf(event.target.value) })}
        />
        {draft.auto_close_minutes !== null && (
          <TextArea
            label={t("What the customer is told then (empty: nothing)")}
            rows={3}
            maxLength={1000}
            value={draft.auto_close_message ?? ""}
            onChange={(event) => change({ auto_close_message: event.target.value || null })}
          />
        )}
        <Select
          label={t("Before a conversation is closed")}
          value={draft.needs_disposition ? "asked" : "free"}
          onChange={(event) => change({ needs_disposition: event.target.value === "asked" })}
        >
          <option value="free">{t("Nothing is asked")}</option>
          <option value="asked">{t("Agents say how it ended")}</option>
        </Select>
        <Field
          label={t("Minutes in which a sent message can be changed or deleted")}
          type="number"
          required
          min={0}
          value={draft.edit_minutes}
          onChange={(event) => change({ edit_minutes: Number(event.target.value) })}
        />
      </fieldset>
      {told?.failure && (
        <p className={styles.failure} role="alert">
          {told.failure}
        </p>
      )}
      {mayChange && (
        <p className={styles.buttons}>
          <Button tone="primary" type="submit" disabled={busy}>
            {t("Save")}
          </Button>
          <span role="status" className={styles.saved}>
            {told && !told.failure && t("Saved")}
          </span>
        </p>
      )}
    </form>
  );
}

/** How conversations end, come back and are corrected, for the whole company. */
export function PolicySettings() {
  const desk = useActions();
  const settings = useDesk((state) => state.settings);
  const mayChange = useMay("settings.manage");

  useEffect(() => {
    desk.loadSettings();
  }, [desk]);

  return settings && <PolicyForm settings={settings} mayChange={mayChange} />;
}
