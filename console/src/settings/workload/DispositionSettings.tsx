/** Dispositions: how conversations end, and whether agents must say so (CONV-29). */
import { Flag } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { Link } from "wouter";
import type { Disposition } from "../../api/people-types";
import { fieldError } from "../../api/problem";
import { useActions, useDesk } from "../../app/context";
import { settingsPath } from "../../app/routes";
import { t } from "../../i18n/t";
import { tx } from "../../i18n/tx";
import { EmptyState } from "../../ui/EmptyState";
import { Field } from "../../ui/Field";
import { Segmented } from "../ai/parts/Segmented";
import { Switch } from "../ai/parts/Switch";
import { useAttempt } from "../channels/useAttempt";
import { useLoaded } from "../channels/useLoaded";
import { Waiting } from "../channels/Waiting";
import { EditableList } from "../EditableList";
import { Checks } from "../parts/Checks";
import { ManagedMark } from "../parts/Managed";
import { SaveRow } from "../parts/SaveRow";
import common from "../Settings.module.css";
import { useMay } from "../useMay";
import { usePeopleApi } from "../usePeopleApi";

type FormProps = { item: Disposition | null; done: () => void; saved: () => Promise<void> };

function DispositionForm({ item, done, saved }: FormProps) {
  const api = usePeopleApi();
  const teams = useDesk((desk) => desk.teams);
  const [name, setName] = useState(item?.name ?? "");
  const [whose, setWhose] = useState<string[] | null>(item?.team_ids ?? null);
  const { busy, failure, run } = useAttempt();
  const refusal = !name.trim()
    ? t("Give it a name")
    : whose?.length === 0
      ? t("Choose at least one team")
      : null;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || refusal) return;
    const body = { name: name.trim(), team_ids: whose };
    const went = await run(async () => {
      await (item ? api.dispositions.change(item.id, body) : api.dispositions.create(body));
      await saved();
    });
    if (went) done();
  }

  return (
    <form className={common.card} onSubmit={submit} aria-label={item?.name ?? t("New disposition")}>
      <Field
        label={t("Name")}
        dir="auto"
        autoFocus
        maxLength={60}
        placeholder={t("Solved")}
        error={fieldError(failure, "name")}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <Segmented
        label={t("Whose conversations can end so")}
        options={[
          { id: "all", name: t("Every team") },
          { id: "some", name: t("Some teams") },
        ]}
        value={whose === null ? "all" : "some"}
        set={(id) => setWhose(id === "all" ? null : [])}
      />
      {whose && (
        <Checks
          label={t("Teams")}
          find={t("Find in teams")}
          options={teams}
          chosen={whose}
          set={setWhose}
        />
      )}
      <SaveRow
        verb={item ? t("Save") : t("Create")}
        busy={busy}
        failure={failure}
        fields={["name"]}
        refusal={refusal}
        cancel={done}
      />
    </form>
  );
}

/** The company's rule; a team may have another. */
function Required() {
  const desk = useActions();
  const mayChange = useMay("settings.manage");
  const settings = useDesk((state) => state.settings);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    desk.loadSettings();
  }, [desk]);

  if (!settings) return null;
  return (
    <div className={common.form}>
      <Switch
        label={t("Closing asks how it ended")}
        help={t(
          "A conversation then can't be closed without one. A team can settle it differently.",
        )}
        on={settings.needs_disposition}
        disabled={!mayChange}
        set={async (on) => setFailure(await desk.updateSettings({ needs_disposition: on }))}
      />
      {failure && (
        <p className={common.failure} role="alert">
          {failure}
        </p>
      )}
    </div>
  );
}

export default function DispositionSettings() {
  const api = usePeopleApi();
  const desk = useActions();
  const teams = useDesk((state) => state.teams);
  const { value, error, reload } = useLoaded("dispositions", api.dispositions.list);

  useEffect(() => {
    desk.loadTeams();
  }, [desk]);

  async function changed() {
    await reload();
    // Whoever closes next chooses from the new ones.
    desk.store.setState({ dispositions: null });
  }

  const namesOf = (ids: readonly string[] | null) =>
    ids === null
      ? t("Every team")
      : teams
          .filter((team) => ids.includes(team.id))
          .map((team) => team.name)
          .join(", ");
  if (!value) return <Waiting error={error} retry={reload} rows={3} />;
  return (
    <div className={common.form}>
      <Required />
      <EditableList
        hint={t("What agents can say of how a conversation ended. Reports count them.")}
        add={t("New disposition")}
        items={value}
        mayChange={(item) => item.managed_by === null}
        empty={
          <EmptyState
            icon={<Flag />}
            title={t("No dispositions yet")}
            text={t("Name the ways in which conversations end: solved, sold, no answer.")}
          />
        }
        row={(item) => (
          <>
            <span className={common.name} dir="auto">
              {item.name}
            </span>
            <ManagedMark by={item.managed_by} />
            <span className={common.fact}>{namesOf(item.team_ids)}</span>
          </>
        )}
        form={(item, done) => <DispositionForm {...{ item, done }} saved={changed} />}
        remove={async (id) => {
          await api.dispositions.remove(id);
          await changed();
        }}
      />
      <p className={common.hint}>
        {tx("Whether a team asks for one is settled with its other rules, under {page}.", {
          page: <Link href={settingsPath("teams")}>{t("Teams")}</Link>,
        })}
      </p>
    </div>
  );
}
