import { useEffect, useState } from "react";
import { useActions, useDesk } from "../app/context";
import { DISPOSITIONS, LONGEST_DISPOSITION } from "../commands/dispositions";
import { t } from "../i18n/t";
import { endingsOf } from "../state/routing";
import { Field } from "../ui/Field";
import { Select } from "../ui/Select";

const OTHER = "other";

type Props = { teamId: string; status: string; change: (status: string) => void };

/** How the conversation ends, which sending closes (CH-26, CH-28): as the company has settled for
 * the team, or, where it has settled nothing, also in the agent's own words. */
export function StatusField({ teamId, status, change }: Props) {
  const desk = useActions();
  const known = useDesk((state) => state.dispositions);
  const [other, setOther] = useState(false);
  const settled = known !== null && known.length > 0;
  const endings = settled
    ? endingsOf(known, [{ team_id: teamId }])
    : DISPOSITIONS.map((each) => ({ id: each, name: t(each) }));

  useEffect(() => {
    desk.loadDispositions();
  }, [desk]);

  return (
    <>
      <Select
        label={t("Status")}
        value={other ? OTHER : status}
        onChange={(event) => {
          const chosen = event.target.value;
          setOther(chosen === OTHER);
          change(chosen === OTHER ? "" : chosen);
        }}
      >
        <option value="">{t("Choose how it ends…")}</option>
        {endings.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        {!settled && <option value={OTHER}>{t("Something else…")}</option>}
      </Select>
      {other && !settled && (
        <Field
          label={t("In your words")}
          dir="auto"
          maxLength={LONGEST_DISPOSITION}
          value={status}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </>
  );
}
