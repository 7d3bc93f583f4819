import { ChevronRight, UserPlus, Users } from "lucide-react";
import { useState } from "react";
import { Link } from "wouter";
import type { User } from "../../api/people-types";
import { useDesk } from "../../app/context";
import { settingsPath } from "../../app/routes";
import { t } from "../../i18n/t";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Field } from "../../ui/Field";
import { useNow } from "../../ui/RelativeTime";
import { Segmented } from "../ai/parts/Segmented";
import { Status } from "../channels/Status";
import { useLoaded } from "../channels/useLoaded";
import { Waiting } from "../channels/Waiting";
import styles from "../parts/admin.module.css";
import common from "../Settings.module.css";
import { useMay } from "../useMay";
import { usePeopleApi } from "../usePeopleApi";
import { Face } from "./Face";
import { InviteDialog } from "./InviteDialog";
import { PendingInvitations } from "./PendingInvitations";
import { isFound, loadOf, presence, roleName, teamsOf } from "./told";

function Row({ user }: { user: User }) {
  const teams = useDesk((desk) => desk.teams);
  const meId = useDesk((desk) => desk.me?.id);
  const now = useNow();
  const { load, capacity } = user;
  const facts = [
    user.title,
    roleName(user.role, user.role_name),
    ...teamsOf(user, teams).map((team) => team.name),
  ];
  return (
    <li>
      <Link href={settingsPath("people", user.id)} className={styles.row}>
        <Face user={user} />
        <span className={common.words}>
          <span className={common.name}>
            <bdi>{user.name}</bdi>
            {user.id === meId && <span className={common.fact}> {t("(you)")}</span>}
          </span>
          <span className={common.text}>{facts.filter(Boolean).join(" · ")}</span>
        </span>
        {user.active && (
          <span className={styles.load} title={t("What their open conversations weigh")}>
            <span aria-hidden="true">{loadOf(user)}</span>
            <span className="visually-hidden">
              {t("{load} of their work", { load: loadOf(user) })}
            </span>
            {capacity !== null && capacity > 0 && (
              <meter aria-hidden="true" min={0} max={capacity} high={capacity - 0.5} value={load} />
            )}
          </span>
        )}
        <span className={styles.state}>
          <Status told={presence(user, now)} />
        </span>
        <ChevronRight aria-hidden="true" className={styles.chevron} />
      </Link>
    </li>
  );
}

/** Everybody, for everybody (AUTH-13); those who may, invite and change. */
export function PeopleList() {
  const api = usePeopleApi();
  const mayChange = useMay("people.manage");
  const teams = useDesk((desk) => desk.teams);
  const [which, setWhich] = useState<"active" | "inactive">("active");
  const [words, setWords] = useState("");
  const [invites, setInvites] = useState(false);
  const [sent, setSent] = useState(0);
  const loaded = useLoaded(which, () => api.users(which === "inactive"));
  const users = loaded.value;
  const shown = (users ?? [])
    .filter((user) => isFound(user, teams, words.trim()))
    .sort((a, b) => a.name.localeCompare(b.name));

  return (
    <div className={common.form}>
      <div className={styles.bar}>
        <Field
          label={t("Find somebody")}
          type="search"
          placeholder={t("Name, role, team")}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {mayChange && (
          <Button tone="primary" icon={<UserPlus />} onClick={() => setInvites(true)}>
            {t("Invite")}
          </Button>
        )}
      </div>
      {mayChange && (
        <Segmented
          label={t("Which people")}
          hideLabel
          options={[
            { id: "active", name: t("Active") },
            { id: "inactive", name: t("Deactivated") },
          ]}
          value={which}
          set={setWhich}
        />
      )}
      {!users && <Waiting error={loaded.error} retry={loaded.reload} />}
      {users && shown.length === 0 && words.trim() !== "" && (
        <p className={common.hint} role="status">
          {t("Nobody is called “{name}” here.", { name: words.trim() })}
        </p>
      )}
      {users?.length === 0 && (
        <EmptyState
          icon={<Users />}
          title={t("Nobody is deactivated")}
          text={t(
            "Whoever leaves the company can be deactivated on their page. What they wrote stays.",
          )}
        />
      )}
      {shown.length > 0 && (
        <ul className={styles.rows} aria-label={t("People")}>
          {shown.map((user) => (
            <Row key={user.id} user={user} />
          ))}
        </ul>
      )}
      {mayChange && which === "active" && <PendingInvitations key={sent} />}
      {invites && (
        <InviteDialog
          done={() => {
            setInvites(false);
            setSent(sent + 1);
          }}
          close={() => setInvites(false)}
        />
      )}
    </div>
  );
}
