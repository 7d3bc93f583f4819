/** Teams: who is in them, and how work finds its agents. */
import { ChevronRight, Plus, UsersRound } from "lucide-react";
import { Link } from "wouter";
import type { Team } from "../../api/people-types";
import { settingsPath, usePlace } from "../../app/routes";
import { t, tn } from "../../i18n/t";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { useLoaded } from "../channels/useLoaded";
import { Waiting } from "../channels/Waiting";
import styles from "../parts/admin.module.css";
import { ManagedMark } from "../parts/Managed";
import common from "../Settings.module.css";
import { usePeopleApi } from "../usePeopleApi";
import { TeamPage } from "./TeamPage";
import { distribution } from "./told";

function Row({ team }: { team: Team }) {
  const many = team.member_ids.length;
  return (
    <li>
      <Link href={settingsPath("teams", team.id)} className={styles.row}>
        <span className={common.words}>
          <span className={common.name} dir="auto">
            {team.name}
          </span>
          <span className={common.text}>
            {distribution(team.distribution, team.routing.strategy)}
          </span>
        </span>
        <ManagedMark by={team.managed_by} />
        <span className={common.fact}>
          {team.everyone ? t("Everybody") : tn(many, "{count} person", "{count} people")}
        </span>
        <ChevronRight aria-hidden="true" className={styles.chevron} />
      </Link>
    </li>
  );
}

export default function TeamSettings() {
  const api = usePeopleApi();
  const { place, go } = usePlace();
  const { value: teams, error, reload } = useLoaded("teams", api.teams.list);
  const [id] = place.within;
  if (!teams) return <Waiting error={error} retry={reload} />;
  if (id) {
    const team = id === "new" ? null : teams.find((each) => each.id === id);
    if (team === undefined)
      return (
        <EmptyState
          icon={<UsersRound />}
          title={t("No such team")}
          text={t("It may have been removed.")}
        />
      );
    return <TeamPage key={id} team={team} teams={teams} reload={reload} />;
  }
  return (
    <div className={common.form}>
      <p className={common.hint}>
        {t("Every channel leads to one team. A person can be in any number of them.")}
      </p>
      <p>
        <Button icon={<Plus />} onClick={() => go(settingsPath("teams", "new"))}>
          {t("New team")}
        </Button>
      </p>
      <ul className={styles.rows} aria-label={t("Teams")}>
        {teams.map((team) => (
          <Row key={team.id} team={team} />
        ))}
      </ul>
    </div>
  );
}
