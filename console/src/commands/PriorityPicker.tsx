import type { Priority } from "../api/types";
import { useActions } from "../app/context";
import { type Option, Picker } from "../ui/Picker";
import { PRIORITIES, PriorityIcon } from "../ui/PriorityIcon";
import type { PickerProps } from "./Dialogs";
import { usePicked, whatOf } from "./usePicked";

export function PriorityPicker({ ids, anchor, close }: PickerProps) {
  const desk = useActions();
  const rows = usePicked(ids);
  const all: { id: Priority | null; name: string }[] = [
    ...PRIORITIES,
    { id: null, name: "No priority" },
  ];
  const options = all.map(
    ({ id, name }): Option => ({
      id: id ?? "none",
      name,
      icon: <PriorityIcon priority={id} />,
      fact: rows.every((row) => row.priority === id) ? "now" : "",
    }),
  );
  return (
    <Picker
      label={`Priority of ${whatOf(rows)}`}
      placeholder="Which priority?"
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
