import { useDesk } from "../../app/context";
import { t } from "../../i18n/t";
import { Select } from "../../ui/Select";

type Props = { value: string; onChange: (id: string) => void };

/** Which team's inbox a channel leads to. */
export function TeamSelect({ value, onChange }: Props) {
  const teams = useDesk((desk) => desk.teams);
  const everyone = teams.find((team) => team.everyone)?.id ?? "";
  return (
    <Select
      label={t("Team")}
      value={value || everyone}
      onChange={(event) => onChange(event.target.value)}
    >
      {teams.map((team) => (
        <option key={team.id} value={team.id}>
          {team.name}
        </option>
      ))}
    </Select>
  );
}
