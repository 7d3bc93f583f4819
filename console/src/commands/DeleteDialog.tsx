import { useActions } from "../app/context";
import { t } from "../i18n/t";
import { FormDialog } from "../ui/FormDialog";
import type { PickerProps } from "./Dialogs";
import { usePicked } from "./usePicked";

/** Asks first: it is the one thing that can't be undone. */
export function DeleteDialog({ ids, close }: PickerProps) {
  const desk = useActions();
  const rows = usePicked(ids);
  const name = rows[0]?.contact.name ?? "";

  async function submit() {
    for (const row of rows) await desk.remove(row.id);
    close();
  }

  return (
    <FormDialog
      title={t("Delete the conversation with {name}?", { name })}
      verb={t("Delete for ever")}
      submit={submit}
      close={close}
    >
      <p>{t("Its messages, notes and files go for everyone, and can't be brought back.")}</p>
    </FormDialog>
  );
}
