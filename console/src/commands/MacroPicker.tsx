import { ListChecks, Plus } from "lucide-react";
import { useEffect } from "react";
import { useActions, useDesk } from "../app/context";
import { settingsPath, usePlace } from "../app/routes";
import { macroWords } from "../text/macro";
import { usableIn } from "../text/usable";
import { type Option, Picker } from "../ui/Picker";
import type { PickerProps } from "./Dialogs";
import { usePicked, whatOf } from "./usePicked";

const NEW: Option = {
  id: "new-macro",
  name: "Make a macro…",
  icon: <Plus aria-hidden="true" />,
  fact: "There is none yet",
};

/** Macros with what they do; the chosen one is run at once. */
export function MacroPicker({ ids, anchor, close }: PickerProps) {
  const { loadMacros, runMacro } = useActions();
  const macros = useDesk((state) => state.macros);
  const labels = useDesk((state) => state.labels);
  const users = useDesk((state) => state.users);
  const { go } = usePlace();
  const rows = usePicked(ids);
  const [row] = rows;
  useEffect(() => {
    loadMacros();
  }, [loadMacros]);

  const usable = row ? usableIn(macros, row.team_id) : [];
  return (
    <Picker
      label={`Run a macro on ${whatOf(rows)}`}
      placeholder="Run a macro…"
      size="wide"
      anchor={anchor}
      close={close}
      testId="macro-picker"
      options={usable.map(
        (each): Option => ({
          id: each.id,
          name: each.name,
          icon: <ListChecks aria-hidden="true" />,
          fact: macroWords(each, { labels, users }),
        }),
      )}
      extra={() => (usable.length === 0 ? [NEW] : [])}
      choose={({ id }) => {
        const macro = usable.find((each) => each.id === id);
        close();
        if (row && macro) runMacro(row.id, macro);
        else if (id === NEW.id) go(settingsPath("macros"));
      }}
    />
  );
}
