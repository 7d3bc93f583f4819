import type { Role } from "../../api/people-types";
import { t } from "../../i18n/t";
import { Select } from "../../ui/Select";
import { roleName } from "./told";

type Props = { roles: readonly Role[] | null; value: string; set: (id: string) => void };

/** Which role somebody has. */
export function RoleSelect({ roles, value, set }: Props) {
  const known = roles ?? [];
  return (
    <Select label={t("Role")} value={value} onChange={(event) => set(event.target.value)}>
      {!known.some((role) => role.id === value) && <option value={value}>…</option>}
      {known.map((role) => (
        <option key={role.id} value={role.id}>
          {roleName(role.id, role.name)}
        </option>
      ))}
    </Select>
  );
}
