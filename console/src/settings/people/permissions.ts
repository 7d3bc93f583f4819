/** Permissions as a role's page shows them: in groups, each with what it brings along. */
import type { Permission } from "../../api/people-types";
import { m, t, tn } from "../../i18n/t";

export const GROUPS: readonly { name: string; ids: readonly Permission[] }[] = [
  {
    name: m("What they see"),
    ids: ["conversations.read_team", "conversations.read_all", "reports.read"],
  },
  {
    name: m("What they do with conversations"),
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
    name: m("What they look after"),
    ids: ["contacts.manage", "shared.manage", "knowledge.manage"],
  },
  {
    name: m("What they settle for everyone"),
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
  const manages = permissions.filter((each) => each.endsWith(".manage")).length;
  if (permissions.includes("conversations.read_all")) {
    if (manages === 0) return t("Sees every conversation; settles nothing for others");
    return tn(
      manages,
      "Sees every conversation; {count} thing to settle for others",
      "Sees every conversation; {count} things to settle for others",
    );
  }
  if (permissions.includes("conversations.read_team")) {
    if (manages === 0)
      return t("Sees the conversations of their teams; settles nothing for others");
    return tn(
      manages,
      "Sees the conversations of their teams; {count} thing to settle for others",
      "Sees the conversations of their teams; {count} things to settle for others",
    );
  }
  if (manages === 0) return t("Sees what is assigned to them; settles nothing for others");
  return tn(
    manages,
    "Sees what is assigned to them; {count} thing to settle for others",
    "Sees what is assigned to them; {count} things to settle for others",
  );
}
