import type { Template } from "@switchboard/protocol";

type Shared = Pick<Template, "visibility" | "team_id">;

/** A team's templates and macros are for its own conversations. */
export function usableIn<One extends Shared>(all: readonly One[], team: string): One[] {
  return all.filter(({ visibility, team_id }) => visibility !== "team" || team_id === team);
}
