import { useActions } from "../app/context";
import { FormDialog } from "../ui/FormDialog";
import type { PickerProps } from "./Dialogs";
import { usePicked, whatOf } from "./usePicked";

/** Asks first: it is the one thing that can't be undone. */
export function DeleteDialog({ ids, close }: PickerProps) {
  const desk = useActions();
  const rows = usePicked(ids);

  async function submit() {
    for (const row of rows) await desk.remove(row.id);
    close();
  }

  return (
    <FormDialog
      title={`Delete the conversation with ${whatOf(rows)}?`}
      verb="Delete for ever"
      submit={submit}
      close={close}
    >
      <p>Its messages, notes and files go for everyone, and can't be brought back.</p>
    </FormDialog>
  );
}
