import { useActions, useDesk } from "../app/context";
import { t } from "../i18n/t";
import type { DeskActions } from "../state/actions";
import { Picker } from "../ui/Picker";
import { keyCaps } from "./commands";
import { conversationCommands } from "./conversation-commands";
import type { PickerProps } from "./Dialogs";
import { usePicked } from "./usePicked";

/** The menu of a row: everything that can be done with it. */
export function ActionsPicker({ ids, anchor, close }: PickerProps) {
  const desk = useActions();
  const me = useDesk((state) => state.me);
  const rows = usePicked(ids);
  const name = rows[0]?.contact.name ?? "";
  // What an action opens stands where this menu stood.
  const here: DeskActions = {
    ...desk,
    show: (dialog) => desk.show(dialog && "ids" in dialog ? { ...dialog, anchor } : dialog),
  };
  const commands = me ? conversationCommands(here, rows, me) : [];
  return (
    <Picker
      label={t("Actions for {name}", { name })}
      placeholder={t("Do what?")}
      anchor={anchor}
      options={commands.map(({ id, title, refusal, keys }) => ({
        id,
        name: title,
        refusal: refusal ?? null,
        ...(keys ? { keys: keyCaps(keys) } : {}),
      }))}
      choose={({ id }) => {
        close();
        // After the menu has given focus back, so that what follows returns it to the same place.
        setTimeout(() => commands.find((command) => command.id === id)?.run());
      }}
      close={close}
    />
  );
}
