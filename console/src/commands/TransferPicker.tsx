import { useState } from "react";
import { useActions } from "../app/context";
import { t } from "../i18n/t";
import { transfer } from "../routing/handing";
import { isMine } from "../state/lists";
import { type Option, Picker } from "../ui/Picker";
import type { PickerProps } from "./Dialogs";
import { useTargets } from "./people";
import styles from "./pickers.module.css";
import { usePicked } from "./usePicked";

const LONGEST_NOTE = 1000;

/** Hand a conversation to a person, or to the queue of a team (ASG-31). */
export function TransferPicker({ ids, anchor, close }: PickerProps) {
  const desk = useActions();
  const [row] = usePicked(ids);
  const { people, teams, busy } = useTargets();
  const [note, setNote] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  if (!row) return null;
  const barred = row.visible_to;

  const options: Option[] = [
    ...teams.filter((team) => team.id !== row.team_id),
    ...people
      .filter((person) => !(isMine(row, person.id) && row.assignees.length === 1))
      .map((person) => {
        const sees = !barred || barred.some(({ id }) => id === person.id);
        return { ...person, refusal: sees ? null : t("Can't see this") };
      }),
    ...(row.assignees.length > 0
      ? teams
          .filter((team) => team.id === row.team_id)
          .map((team) => ({ ...team, fact: t("back into its own queue"), section: t("Back") }))
      : []),
  ];

  async function choose({ id, name }: Option) {
    if (asking || !row) return;
    setAsking(true);
    const refused = await transfer(desk, row.id, { id, name }, note.trim() || null);
    setAsking(false);
    if (refused) setFailure(refused);
    else close();
  }

  return (
    <Picker
      label={t("Transfer {name}", { name: row.contact.name })}
      placeholder={t("Transfer to a team or a person…")}
      options={options}
      choose={choose}
      close={close}
      anchor={anchor}
      busy={busy || asking}
      testId="transfer-picker"
      footer={
        <div className={styles.footer}>
          {failure && (
            <p className={styles.error} role="alert">
              {failure}
            </p>
          )}
          <textarea
            className={styles.note}
            aria-label={t("Note for whoever gets it")}
            placeholder={t("Note for whoever gets it; the customer sees nothing of it")}
            rows={2}
            dir="auto"
            maxLength={LONGEST_NOTE}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </div>
      }
    />
  );
}
