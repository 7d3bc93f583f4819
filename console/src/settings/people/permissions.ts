/** Permissions as a role's page shows them: in groups, each with what it brings along. */
import type { Permission } from "../../api/people-types";

export const GROUPS: readonly { name: string; ids: readonly Permission[] }[] = [
  {
    name: "What they see",
    ids: ["conversations.read_team", "conversations.read_all", "reports.read"],
  },
  {
    name: "What they do with conversations",
    ids: [
      "conversations.reply",
      "conversations.note",
      "conversations.assign",
      "conversations.close",
      "conversations.close_any",
      "conversations.supervise",
      "conversations.delete",
    ],
  },
  {
    name: "What they look after",
    ids: ["contacts.manage", "shared.manage", "knowledge.manage"],
  },
  {
    name: "What they settle for everyone",
    ids: ["people.manage", "teams.manage", "channels.manage", "settings.manage"],
  },
];

/** Who may the one may the other: it is less of the same. */
const IMPLIES: Partial<Record<Permission, Permission>> = {
  "conversations.read_all": "conversations.read_team",
  "conversations.close_any": "conversations.close",
};

/** What a permission comes with because of another that is given; null where it stands alone. */
export function givenBy(id: Permission, given: readonly Permission[]): Permission | null {
  return given.find((each) => IMPLIES[each] === id) ?? null;
}

/** Given or taken, with what that means for others. */
export function withPermission(
  given: readonly Permission[],
  id: Permission,
  on: boolean,
): Permission[] {
  const others = given.filter((each) => each !== id);
  if (!on) return others;
  const less = IMPLIES[id];
  return less && !others.includes(less) ? [...others, less, id] : [...others, id];
}

/** How much a role allows, in a few words. */
export function extent(permissions: readonly Permission[]): string {
  const sees = permissions.includes("conversations.read_all")
    ? "Sees every conversation"
    : permissions.includes("conversations.read_team")
      ? "Sees the conversations of their teams"
      : "Sees what is assigned to them";
  const manages = permissions.filter((each) => each.endsWith(".manage")).length;
  if (manages === 0) return `${sees}; settles nothing for others`;
  return `${sees}; ${manages === 1 ? "1 thing" : `${manages} things`} to settle for others`;
}
