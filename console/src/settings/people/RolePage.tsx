import { Shield } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { Permission, Role } from "../../api/people-types";
import { fieldError, messageOf } from "../../api/problem";
import { settingsPath, usePlace } from "../../app/routes";
import { m, t } from "../../i18n/t";
import { EmptyState } from "../../ui/EmptyState";
import { Field } from "../../ui/Field";
import { Switch } from "../ai/parts/Switch";
import { ConfirmButton } from "../ConfirmButton";
import { BackTo } from "../channels/BackTo";
import { useAttempt } from "../channels/useAttempt";
import { useLoaded } from "../channels/useLoaded";
import { Waiting } from "../channels/Waiting";
import styles from "../parts/admin.module.css";
import { SaveRow } from "../parts/SaveRow";
import common from "../Settings.module.css";
import { usePeopleApi } from "../usePeopleApi";
import people from "./people.module.css";
import { GROUPS, givenBy, withPermission } from "./permissions";
import { roleName } from "./told";

type MatrixProps = {
  given: readonly Permission[];
  means: ReadonlyMap<Permission, string>;
  /** Why nothing can be changed. */
  fixed: boolean;
  set: (given: Permission[]) => void;
};

/** Every permission in words; one that comes with another says with which. */
function Matrix({ given, means, fixed, set }: MatrixProps) {
  return (
    <div className={people.matrix}>
      {GROUPS.map(({ name, ids }) => (
        <section key={name} aria-label={t(name)}>
          <h3>{t(name)}</h3>
          {ids.map((id) => {
            const by = givenBy(id, given);
            const because = by
              ? t("Comes with “{permission}”", { permission: means.get(by) ?? by })
              : "";
            return (
              <div key={id} className={people.permission}>
                <Switch
                  label={means.get(id) ?? id}
                  {...(because && { help: because })}
                  on={given.includes(id)}
                  disabled={fixed || by !== null}
                  set={(on) => set(withPermission(given, id, on))}
                />
              </div>
            );
          })}
        </section>
      ))}
    </div>
  );
}

const LIMITS = m(
  "No role but Admin reads the audit log. Nobody can give a role that allows more than they may themselves.",
);

type Props = { role: Role | null | undefined; reload: () => Promise<void> };

/** One role, or (null) a new one. */
export function RolePage({ role, reload }: Props) {
  const api = usePeopleApi();
  const { go } = usePlace();
  const words = useLoaded("permissions", api.permissions);
  const [name, setName] = useState(role?.name ?? "");
  const [given, setGiven] = useState<Permission[]>(
    role?.permissions ?? ["conversations.reply", "conversations.note", "conversations.close"],
  );
  const [isSaved, setSaved] = useState(false);
  const { busy, failure, run } = useAttempt();
  const removing = useAttempt();
  const fixed = role?.built_in ?? false;

  if (role === undefined) {
    return (
      <EmptyState
        icon={<Shield />}
        title={t("No such role")}
        text={t("It may have been removed.")}
      />
    );
  }
  if (!words.value) return <Waiting error={words.error} retry={words.reload} />;
  const means = new Map(words.value.items.map((each) => [each.id, each.means]));

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || !name.trim()) return;
    const body = { name: name.trim(), permissions: given };
    const done = await run(async () => {
      const saved = role ? await api.roles.change(role.id, body) : await api.roles.create(body);
      await reload();
      if (!role) go(settingsPath("roles", saved.id), { replace: true });
    });
    setSaved(done);
  }

  async function remove(id: string) {
    const done = await removing.run(() => api.roles.remove(id));
    if (!done) return;
    await reload();
    go(settingsPath("roles"), { replace: true });
  }

  return (
    <div className={common.form}>
      <BackTo href={settingsPath("roles")} name={t("Roles")} />
      <h2 className={styles.title}>
        <bdi>{role ? roleName(role.id, role.name) : t("New role")}</bdi>
        {fixed && <span className={styles.mark}>{t("Built in")}</span>}
      </h2>
      {fixed && (
        <p className={common.hint}>
          {t(
            "This role is the same in every company and can't be changed. Make one of your own for anything else.",
          )}
        </p>
      )}
      <form className={common.form} onSubmit={submit} onChange={() => setSaved(false)}>
        {!fixed && (
          <Field
            label={t("Name")}
            dir="auto"
            maxLength={60}
            autoFocus={!role}
            error={fieldError(failure, "name")}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
        <Matrix given={given} means={means} fixed={fixed} set={setGiven} />
        <p className={common.hint}>{t(LIMITS)}</p>
        {!fixed && (
          <SaveRow
            verb={role ? t("Save") : t("Create role")}
            busy={busy}
            failure={failure}
            fields={["name"]}
            isSaved={isSaved}
            refusal={name.trim() ? null : t("Give it a name")}
          >
            {role && <ConfirmButton name={role.name} confirm={() => remove(role.id)} />}
          </SaveRow>
        )}
        {removing.failure !== null && (
          <p className={common.failure} role="alert">
            {messageOf(removing.failure)}
          </p>
        )}
      </form>
    </div>
  );
}
