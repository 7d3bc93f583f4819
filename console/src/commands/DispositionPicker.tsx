import { CornerDownLeft, Flag } from "lucide-react";
import { useActions } from "../app/context";
import { type Option, Picker } from "../ui/Picker";
import type { PickerProps } from "./Dialogs";
import { DISPOSITIONS, LONGEST_DISPOSITION } from "./dispositions";
import { usePicked, whatOf } from "./usePicked";

/** How it ended, where the company wants to know that before a conversation is closed. */
export function DispositionPicker({ ids, anchor, close }: PickerProps) {
  const desk = useActions();
  const rows = usePicked(ids);
  const options = DISPOSITIONS.map(
    (name): Option => ({ id: name, name, icon: <Flag aria-hidden="true" /> }),
  );

  function extra(query: string): Option[] {
    const text = query.trim().slice(0, LONGEST_DISPOSITION);
    if (!text) return [];
    return [{ id: text, name: `“${text}”`, icon: <CornerDownLeft aria-hidden="true" /> }];
  }

  return (
    <Picker
      label={`How did ${whatOf(rows)} end?`}
      placeholder="How did it end?"
      options={options}
      extra={extra}
      choose={({ id }) => {
        desk.close(ids, true, id);
        close();
      }}
      close={close}
      anchor={anchor}
      testId="disposition-picker"
    />
  );
}
