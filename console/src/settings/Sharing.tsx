/** Who has a template or macro: only the agent, one of their teams, or everyone. */
import type { Template, Visibility } from "@switchboard/protocol";
import type { Me } from "../api/types";
import { useDesk } from "../app/context";
import { t } from "../i18n/t";
import { Select } from "../ui/Select";
import { useMay } from "./useMay";

export type Shared = Pick<Template, "visibility" | "team_id">;

type Props = { value: Shared; set: (value: Shared) => void };

export function Sharing({ value, set }: Props) {
  const teams = useDesk((state) => state.me?.teams) ?? [];
  const { visibility, team_id } = value;
  return (
    <Select
      label={t("Who has it")}
      value={visibility === "team" ? (team_id ?? "") : visibility}
      onChange={({ target }) => {
        const team = teams.find((each) => each.id === target.value);
        if (team) set({ visibility: "team", team_id: team.id });
        else set({ visibility: target.value as Visibility, team_id: null });
      }}
    >
      <option value="everyone">{t("Everyone")}</option>
      {teams.map((each) => (
        <option key={each.id} value={each.id}>
          {each.name}
        </option>
      ))}
      <option value="private">{t("Only you")}</option>
    </Select>
  );
}

export function whoHas({ visibility, team_id }: Shared, teams: Me["teams"]): string {
  if (visibility === "private") return t("Only you");
  if (visibility === "everyone") return t("Everyone");
  return teams.find((team) => team.id === team_id)?.name ?? t("A team");
}

/** Who wrote it changes it, and who looks after what is shared; the API asks the same. */
export function useMayChange(): (item: Pick<Template, "creator">) => boolean {
  const me = useDesk((state) => state.me?.id);
  const mayAll = useMay("shared.manage");
  return ({ creator }) => mayAll || creator.id === me;
}
