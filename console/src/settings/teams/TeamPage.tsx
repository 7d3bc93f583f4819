/** One team: every part folds, and says in one sentence what it does now. */
import { Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { Team, TeamRouting } from "../../api/people-types";
import { fieldError } from "../../api/problem";
import { useActions } from "../../app/context";
import { settingsPath, usePlace } from "../../app/routes";
import { t } from "../../i18n/t";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { FormDialog } from "../../ui/FormDialog";
import { BackTo } from "../channels/BackTo";
import { useAttempt } from "../channels/useAttempt";
import { useLoaded } from "../channels/useLoaded";
import styles from "../parts/admin.module.css";
import { Managed } from "../parts/Managed";
import { SaveRow } from "../parts/SaveRow";
import common from "../Settings.module.css";
import { usePeopleApi } from "../usePeopleApi";
import { Sections } from "./Sections";
import { pageOf } from "./told";

export type Draft = Omit<Team, "id" | "managed_by">;

const FRESH: Draft = {
  name: "",
  everyone: false,
  distribution: "manual",
  ownership: "shared",
  member_ids: [],
  routing: {
    strategy: "least_loaded",
    order: "waiting",
    priority: 3,
    offer_seconds: 30,
    pause_missed: false,
    offer_url: null,
    offer_url_label: null,
    skills: [],
    relax_seconds: null,
    last_agent_seconds: 0,
    overflow: null,
    wrap_up_seconds: 0,
    silent_minutes: null,
    silent_to: "next",
    hours_id: null,
    sla_id: null,
    needs_disposition: null,
  },
};

/** Why it can't be saved as it stands, or null. */
export function refusalOf({ name, distribution, routing }: Draft): string | null {
  const { offer_seconds, offer_url, overflow } = routing;
  if (!name.trim()) return t("Give it a name");
  if (distribution === "offer" && (offer_seconds < 5 || offer_seconds > 600))
    return t("An offer stands from 5 seconds to 10 minutes");
  if (offer_url && pageOf(offer_url).error) return t("Correct the address of the offer's button");
  if (overflow?.action === "team" && !overflow.team_id) return t("Say which team it goes to then");
  if (overflow && overflow.action !== "team" && !overflow.text?.trim())
    return t("Say what the customer is told after so much waiting");
  return null;
}

function Removal({ team, reload }: { team: Team; reload: () => Promise<void> }) {
  const api = usePeopleApi();
  const { go } = usePlace();
  const [asked, setAsked] = useState(false);
  return (
    <section className={styles.section} aria-label={t("Remove")}>
      <h3>{t("Remove")}</h3>
      <p className={common.hint}>
        {t("A team can be removed when no channel leads to it and it has no open conversation.")}
      </p>
      <p>
        <Button icon={<Trash2 />} onClick={() => setAsked(true)}>
          {t("Remove team")}
        </Button>
      </p>
      {asked && (
        <FormDialog
          title={t("Remove {name}?", { name: team.name })}
          verb={t("Remove")}
          submit={async () => {
            await api.teams.remove(team.id);
            await reload();
            go(settingsPath("teams"), { replace: true });
          }}
          close={() => setAsked(false)}
        >
          <p>{t("Its closed conversations stay, and its people stay in their other teams.")}</p>
        </FormDialog>
      )}
    </section>
  );
}

type Props = { team: Team | null; teams: readonly Team[]; reload: () => Promise<void> };

/** A team, or (null) a new one. */
export function TeamPage({ team, teams, reload }: Props) {
  const api = usePeopleApi();
  const desk = useActions();
  const { go } = usePlace();
  const [draft, setDraft] = useState<Draft>(() => team ?? FRESH);
  const [isSaved, setSaved] = useState(false);
  const { busy, failure, run } = useAttempt();
  const users = useLoaded("users", () => api.users());
  const managed = team?.managed_by ?? null;

  function change(fields: Partial<Draft>) {
    setDraft((held) => ({ ...held, ...fields }));
    setSaved(false);
  }

  const route = (fields: Partial<TeamRouting>) =>
    change({ routing: { ...draft.routing, ...fields } });

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || refusalOf(draft)) return;
    const { name, distribution, ownership, member_ids, routing } = draft;
    const body = {
      name: name.trim(),
      distribution,
      ownership,
      routing,
      ...(!draft.everyone && { member_ids }),
    };
    const done = await run(async () => {
      const saved = team ? await api.teams.change(team.id, body) : await api.teams.create(body);
      await Promise.all([reload(), desk.loadTeams()]);
      if (!team) go(settingsPath("teams", saved.id), { replace: true });
    });
    setSaved(done);
  }

  return (
    <div className={common.form}>
      <BackTo href={settingsPath("teams")} name={t("Teams")} />
      <h2 className={styles.title}>
        <bdi>{team?.name ?? t("New team")}</bdi>
      </h2>
      <Managed by={managed} />
      <form className={common.form} onSubmit={submit} aria-label={t("Team")}>
        <Field
          label={t("Name")}
          dir="auto"
          maxLength={100}
          autoFocus={!team}
          disabled={managed !== null}
          error={fieldError(failure, "name")}
          value={draft.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        <Sections
          draft={draft}
          change={change}
          route={route}
          users={users.value ?? []}
          teams={teams.filter((each) => each.id !== team?.id)}
          fixed={managed !== null}
          failure={failure}
        />
        {managed === null && (
          <SaveRow
            verb={team ? t("Save") : t("Create team")}
            busy={busy}
            failure={failure}
            fields={["name"]}
            isSaved={isSaved}
            refusal={refusalOf(draft)}
          />
        )}
      </form>
      {team && !team.everyone && managed === null && <Removal team={team} reload={reload} />}
    </div>
  );
}
