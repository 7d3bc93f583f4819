import type { Priority } from "../api/types";
import { useActions } from "../app/context";
import { t, tn } from "../i18n/t";
import { type Option, Picker } from "../ui/Picker";
import { PRIORITIES, PriorityIcon, priorityName } from "../ui/PriorityIcon";
import type { PickerProps } from "./Dialogs";
import { onlyName, usePicked } from "./usePicked";

export function PriorityPicker({ ids, anchor, close }: PickerProps) {
  const desk = useActions();
  const rows = usePicked(ids);
  const name = onlyName(rows);
  const all: (Priority | null)[] = [...PRIORITIES.map(({ id }) => id), null];
  const options = all.map(
    (id): Option => ({
      id: id ?? "none",
      name: priorityName(id),
      icon: <PriorityIcon priority={id} />,
      fact: rows.every((row) => row.priority === id) ? t("now|chosen") : "",
    }),
  );
  return (
    <Picker
      label={
        name
          ? t("Priority of {name}", { name })
          : tn(rows.length, "Priority of {count} conversation", "Priority of {count} conversations")
      }
      placeholder={t("Which priority?")}
      options={options}
      choose={({ id }) => {
        const priority = PRIORITIES.find((each) => each.id === id)?.id ?? null;
        for (const row of rows) desk.setPriority(row.id, priority);
        close();
      }}
      close={close}
      anchor={anchor}
    />
  );
}
