/** The roles that can be given, by name. */
import { useLoaded } from "../channels/useLoaded";
import { usePeopleApi } from "../usePeopleApi";
import { roleName } from "./told";

export function useRoles() {
  const api = usePeopleApi();
  const { value, error, reload } = useLoaded("roles", api.roles.list);
  return {
    roles: value,
    error,
    reload,
    nameOf: (id: string) => roleName(id, value?.find((role) => role.id === id)?.name ?? ""),
  };
}
