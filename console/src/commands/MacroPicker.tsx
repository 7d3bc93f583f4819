import { ListChecks, Plus } from "lucide-react";
import { useEffect } from "react";
import { useActions, useDesk } from "../app/context";
import { settingsPath, usePlace } from "../app/routes";
import { t } from "../i18n/t";
import { usableIn } from "../text/usable";
import { type Option, Picker } from "../ui/Picker";
import type { PickerProps } from "./Dialogs";
import { useMacroWords } from "./useMacroWords";
import { usePicked } from "./usePicked";

const NEW = "new-macro";

const newMacro = (): Option => ({
  id: NEW,
  name: t("Make a macro…"),
  icon: <Plus aria-hidden="true" />,
  fact: t("There is none yet"),
});

/** Macros with what they do; the chosen one is run at once. */
export function MacroPicker({ ids, anchor, close }: PickerProps) {
  const { loadMacros, runMacro } = useActions();
  const macros = useDesk((state) => state.macros);
  const words = useMacroWords();
  const { go } = usePlace();
  const [row] = usePicked(ids);
  useEffect(() => {
    loadMacros();
  }, [loadMacros]);

  const usable = row ? usableIn(macros, row.team_id) : [];
  return (
    <Picker
      label={t("Run a macro on {name}", { name: row?.contact.name ?? "" })}
      placeholder={t("Run a macro…")}
      size="wide"
      anchor={anchor}
      close={close}
      testId="macro-picker"
      options={usable.map(
        (each): Option => ({
          id: each.id,
          name: each.name,
          icon: <ListChecks aria-hidden="true" />,
          fact: words(each),
        }),
      )}
      extra={() => (usable.length === 0 ? [newMacro()] : [])}
      choose={({ id }) => {
        const macro = usable.find((each) => each.id === id);
        close();
        if (row && macro) runMacro(row.id, macro);
        else if (id === NEW) go(settingsPath("macros"));
      }}
    />
  );
}
