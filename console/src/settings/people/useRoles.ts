/** The roles that can be given, by name. */
import { useLoaded } from "../channels/useLoaded";
import { usePeopleApi } from "../usePeopleApi";

const BUILT_IN: Readonly<Record<string, string>> = { admin: "Admin", agent: "Agent" };

export function useRoles() {
  const api = usePeopleApi();
  const { value, error, reload } = useLoaded("roles", api.roles.list);
  return {
    roles: value,
    error,
    reload,
    nameOf: (id: string) => value?.find((role) => role.id === id)?.name ?? BUILT_IN[id] ?? "",
  };
}
