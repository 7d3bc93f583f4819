import type { Permission } from "../api/people-types";
import { useDesk } from "../app/context";

/** Whether the agent's role allows it. Admins may everything. */
export function useMay(permission: Permission): boolean {
  return useDesk(({ me }) => me?.role === "admin" || !!me?.permissions.includes(permission));
}
