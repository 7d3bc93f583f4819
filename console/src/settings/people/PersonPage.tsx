/** One colleague: who they are, what they may, which work finds them, and the end of it. */
import { UserRoundX } from "lucide-react";
import { useState } from "react";
import type { User } from "../../api/people-types";
import { fieldError } from "../../api/problem";
import { useActions, useDesk } from "../../app/context";
import { settingsPath } from "../../app/routes";
import { t } from "../../i18n/t";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { FormDialog } from "../../ui/FormDialog";
import { useNow } from "../../ui/RelativeTime";
import { ChipsField } from "../ai/parts/ChipsField";
import { BackTo } from "../channels/BackTo";
import { Status } from "../channels/Status";
import { useLoaded } from "../channels/useLoaded";
import { Waiting } from "../channels/Waiting";
import styles from "../parts/admin.module.css";
import { Checks } from "../parts/Checks";
import { SaveRow } from "../parts/SaveRow";
import common from "../Settings.module.css";
import { useEdited } from "../useEdited";
import { useMay } from "../useMay";
import { usePeopleApi } from "../usePeopleApi";
import { Face } from "./Face";
import people from "./people.module.css";
import { RoleSelect } from "./RoleSelect";
import { afterwards, loadOf, presence, roleName, teamsOf } from "./told";
import { useRoles } from "./useRoles";

type Props = { user: User; put: (user: User) => void };

/** What everybody may know. */
function Facts({ user }: { user: User }) {
  const teams = useDesk((desk) => desk.teams);
  const names = teamsOf(user, teams).map((team) => team.name);
  const facts: [string, string][] = [
    [t("Email"), user.email],
    [t("Role"), roleName(user.role, user.role_name)],
    [t("Teams"), names.join(", ") || t("Only the entire team")],
    [t("Work now"), loadOf(user)],
    [t("Own limit"), user.limit === null ? t("As the company says") : String(user.limit)],
    [t("Skills"), user.skills.join(", ") || t("None named")],
    [t("Time zone"), user.time_zone?.replaceAll("_", " ") ?? t("Not said")],
  ];
  return (
    <dl className={people.facts}>
      {facts.map(([name, value]) => (
        <div key={name} style={{ display: "contents" }}>
          <dt>{name}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const refusalOf = ({ name }: { name: string }) => (name.trim() ? null : t("Give them a name"));

function Form({ user, put }: Props) {
  const api = usePeopleApi();
  const desk = useActions();
  const mayTeams = useMay("teams.manage");
  const teams = useDesk((state) => state.teams).filter((team) => !team.everyone);
  const { roles } = useRoles();
  const [into, setInto] = useState<string[] | null>(null);
  const before = teamsOf(user, teams).map((team) => team.id);
  const chosen = into ?? before;

  async function moveTeams() {
    for (const team of teams) {
      const [was, is] = [before.includes(team.id), chosen.includes(team.id)];
      if (was === is) continue;
      const others = team.member_ids.filter((id) => id !== user.id);
      await api.teams.change(team.id, { member_ids: is ? [...others, user.id] : others });
    }
    await desk.loadTeams();
    setInto(null);
  }

  const first = { name: user.name, role: user.role, skills: user.skills };
  const form = useEdited(
    first,
    async ({ name, role, skills }) => {
      put(await api.changeUser(user.id, { name: name.trim(), role, skills }));
      if (into) await moveTeams();
      return undefined;
    },
    refusalOf,
  );
  const { draft, change } = form;

  return (
    <form className={common.form} onSubmit={form.submit} aria-label={user.name}>
      <div className={styles.pair}>
        <Field
          label={t("Name")}
          dir="auto"
          maxLength={100}
          error={fieldError(form.failure, "name")}
          value={draft.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        <RoleSelect roles={roles} value={draft.role} set={(role) => change({ role })} />
      </div>
      {teams.length > 0 && (
        <Checks
          label={t("Teams")}
          find={t("Find in teams")}
          disabled={!mayTeams}
          options={teams.map((team) => ({
            ...team,
            ...(team.managed_by && { fact: t("Declared in {stack}", { stack: team.managed_by }) }),
          }))}
          chosen={chosen}
          set={(next) => {
            setInto(next);
            change({});
          }}
        />
      )}
      <ChipsField
        label={t("Skills")}
        help={t("Conversations that ask for one of these can be given to them.")}
        placeholder={t("German, billing, …")}
        values={draft.skills}
        set={(skills) => change({ skills })}
      />
      <SaveRow
        busy={form.busy}
        failure={form.failure}
        fields={["name"]}
        isSaved={form.isSaved && into === null}
        refusal={form.refusal}
      />
    </form>
  );
}

function Access({ user, put }: Props) {
  const api = usePeopleApi();
  const [asked, setAsked] = useState(false);
  const { active, name } = user;
  const verb = active ? t("Deactivate") : t("Reactivate");
  return (
    <section className={styles.section} aria-label={verb}>
      <h3>{active ? t("Leaving") : t("Coming back")}</h3>
      <p className={common.hint}>
        {active
          ? t("Who leaves the company is deactivated: what {name} wrote stays.", { name })
          : t("{name} can be let in again, in the role they had.", { name })}
      </p>
      <p>
        <Button icon={<UserRoundX />} onClick={() => setAsked(true)}>
          {active ? t("Deactivate {name}", { name }) : t("Reactivate {name}", { name })}
        </Button>
      </p>
      {asked && (
        <FormDialog
          title={active ? t("Deactivate {name}?", { name }) : t("Reactivate {name}?", { name })}
          verb={verb}
          submit={async () => {
            put(await (active ? api.deactivate(user.id) : api.reactivate(user.id)));
            setAsked(false);
          }}
          close={() => setAsked(false)}
        >
          {active ? (
            <ul className={people.after}>
              {afterwards(user).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          ) : (
            <p>{t("They can sign in again with the password they had.")}</p>
          )}
        </FormDialog>
      )}
    </section>
  );
}

export function PersonPage({ id }: { id: string }) {
  const api = usePeopleApi();
  const mayChange = useMay("people.manage");
  const meId = useDesk((desk) => desk.me?.id);
  const now = useNow();
  const { value: user, error, reload, put } = useLoaded(id, () => api.user(id));
  return (
    <div className={common.form}>
      <BackTo href={settingsPath("people")} name={t("People")} />
      {user ? (
        <>
          <div className={people.head}>
            <Face user={user} size={56} />
            <div className={common.words}>
              <h2 className={styles.title}>
                <bdi>{user.name}</bdi>
              </h2>
              <p className={common.hint}>
                {[user.title, roleName(user.role, user.role_name)].filter(Boolean).join(" · ")}
              </p>
            </div>
            <Status told={presence(user, now)} />
          </div>
          <Facts user={user} />
          {mayChange && (
            <section className={styles.section} aria-label={t("Change")}>
              <h3>{t("Change")}</h3>
              <Form user={user} put={put} />
            </section>
          )}
          {mayChange && user.id !== meId && <Access user={user} put={put} />}
        </>
      ) : (
        <Waiting error={error} retry={reload} />
      )}
    </div>
  );
}
