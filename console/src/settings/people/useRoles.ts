/** The roles that can be given, by name. */
import { m, t } from "../../i18n/t";
import { useLoaded } from "../channels/useLoaded";
import { usePeopleApi } from "../usePeopleApi";

const BUILT_IN: Readonly<Record<string, string>> = {
  admin: m("Admin"),
  agent: m("Agent"),
};

export function useRoles() {
  const api = usePeopleApi();
  const { value, error, reload } = useLoaded("roles", api.roles.list);
  return {
    roles: value,
    error,
    reload,
    nameOf: (id: string) => value?.find((role) => role.id === id)?.name ?? t(BUILT_IN[id] ?? ""),
  };
}
