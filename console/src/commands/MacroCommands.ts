/** Macros in the command bar: each by its name, for one conversation at a time. */

import type { Conversation, Macro } from "../api/types";
import { t } from "../i18n/t";
import type { DeskActions } from "../state/actions";
import { usableIn } from "../text/usable";
import type { Command } from "./commands";

export function macroCommands(
  desk: DeskActions,
  macros: readonly Macro[],
  rows: readonly Conversation[],
): Command[] {
  const [row] = rows;
  if (rows.length !== 1 || !row) return [];
  const usable = usableIn(macros, row.team_id);
  return [
    {
      id: "macro",
      title: t("Run a macro…"),
      section: "conversation",
      keys: "m",
      run: () => desk.show({ kind: "macro", ids: [row.id] }),
    },
    ...usable.map(
      (macro): Command => ({
        id: `macro-${macro.id}`,
        title: macro.name,
        section: "macros",
        run: () => desk.runMacro(row.id, macro),
      }),
    ),
  ];
}
