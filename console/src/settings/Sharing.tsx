/** Who has a template or macro: only the agent, one of their teams, or everyone. */
import type { Template, Visibility } from "@switchboard/protocol";
import type { Me } from "../api/types";
import { useDesk } from "../app/context";
import { Select } from "../ui/Select";

export type Shared = Pick<Template, "visibility" | "team_id">;

type Props = { value: Shared; set: (value: Shared) => void };

export function Sharing({ value, set }: Props) {
  const teams = useDesk((state) => state.me?.teams) ?? [];
  const { visibility, team_id } = value;
  return (
    <Select
      label="Who has it"
      value={visibility === "team" ? (team_id ?? "") : visibility}
      onChange={({ target }) => {
        const team = teams.find((each) => each.id === target.value);
        if (team) set({ visibility: "team", team_id: team.id });
        else set({ visibility: target.value as Visibility, team_id: null });
      }}
    >
      <option value="everyone">Everyone</option>
      {teams.map((each) => (
        <option key={each.id} value={each.id}>
          {each.name}
        </option>
      ))}
      <option value="private">Only you</option>
    </Select>
  );
}

export function whoHas({ visibility, team_id }: Shared, teams: Me["teams"]): string {
  if (visibility === "private") return "Only you";
  if (visibility === "everyone") return "Everyone";
  return teams.find((team) => team.id === team_id)?.name ?? "A team";
}

/** Who wrote it and admins change it. */
export const mayChange = (item: Pick<Template, "creator">, me: Me | null) =>
  me !== null && (me.role === "admin" || item.creator.id === me.id);
