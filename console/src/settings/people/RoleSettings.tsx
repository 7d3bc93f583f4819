/** Roles: what their people may. Admin and Agent are always there, the others are the company's. */
import { ChevronRight, Plus } from "lucide-react";
import { Link } from "wouter";
import type { Role } from "../../api/people-types";
import { settingsPath, usePlace } from "../../app/routes";
import { t, tn } from "../../i18n/t";
import { Button } from "../../ui/Button";
import { Waiting } from "../channels/Waiting";
import styles from "../parts/admin.module.css";
import common from "../Settings.module.css";
import { extent } from "./permissions";
import { RolePage } from "./RolePage";
import { roleName } from "./told";
import { useRoles } from "./useRoles";

function Row({ role }: { role: Role }) {
  return (
    <li>
      <Link href={settingsPath("roles", role.id)} className={styles.row}>
        <span className={common.words}>
          <span className={common.name} dir="auto">
            {roleName(role.id, role.name)}
          </span>
          <span className={common.text}>{extent(role.permissions)}</span>
        </span>
        {role.built_in && <span className={styles.mark}>{t("Built in")}</span>}
        <span className={common.fact}>{tn(role.users, "{count} person", "{count} people")}</span>
        <ChevronRight aria-hidden="true" className={styles.chevron} />
      </Link>
    </li>
  );
}

export default function RoleSettings() {
  const { place, go } = usePlace();
  const { roles, error, reload } = useRoles();
  const [id] = place.within;
  if (!roles) return <Waiting error={error} retry={reload} rows={2} />;
  if (id) {
    const role = id === "new" ? null : roles.find((each) => each.id === id);
    return <RolePage key={id} role={role} reload={reload} />;
  }
  return (
    <div className={common.form}>
      <p className={common.hint}>
        {t("Everybody has one role. Whatever it says, they see what is assigned to them.")}
      </p>
      <p>
        <Button icon={<Plus />} onClick={() => go(settingsPath("roles", "new"))}>
          {t("New role")}
        </Button>
      </p>
      <ul className={styles.rows} aria-label={t("Roles")}>
        {roles.map((role) => (
          <Row key={role.id} role={role} />
        ))}
      </ul>
    </div>
  );
}
