import { Check, LogOut } from "lucide-react";
import { useActions, useDesk } from "../app/context";
import { list, t } from "../i18n/t";
import { endingsOf } from "../state/routing";
import { Picker } from "../ui/Picker";
import type { PickerProps } from "./Dialogs";
import { usePicked } from "./usePicked";

/** Several people have it: whether the others go on, or it ends for all (ASG-36, ASG-37). */
export function EndingPicker({ ids, anchor, close }: PickerProps) {
  const desk = useActions();
  const me = useDesk((state) => state.me);
  const rows = usePicked(ids);
  const dispositions = useDesk((state) => state.dispositions) ?? [];
  const [row] = rows;
  if (!row || !me) return null;
  const others = row.assignees.filter((person) => person.id !== me.id).map(({ name }) => name);

  function choose(id: string) {
    close();
    if (id === "leave") desk.leave(ids[0] as string);
    else if (endingsOf(dispositions, rows).length > 0) desk.show({ kind: "disposition", ids });
    else desk.close(ids, { everyone: true });
  }

  return (
    <Picker
      label={t("End {name}", { name: row.contact.name })}
      placeholder={t("How does it go on?")}
      options={[
        {
          id: "leave",
          name: t("Leave|a conversation"),
          icon: <LogOut aria-hidden="true" />,
          fact: t("stays with {names}", { names: list(others) }),
        },
        {
          id: "close",
          name: t("Close for everyone"),
          icon: <Check aria-hidden="true" />,
          fact: t("the conversation ends"),
        },
      ]}
      choose={({ id }) => choose(id)}
      close={close}
      anchor={anchor}
      testId="ending-picker"
    />
  );
}
