import { Mail, MessageSquare, Send, X } from "lucide-react";
import type { Invited } from "../../api/people-types";
import { messageOf } from "../../api/problem";
import { useDesk } from "../../app/context";
import { t } from "../../i18n/t";
import { laterTime } from "../../text/time";
import { Button } from "../../ui/Button";
import { useAttempt } from "../channels/useAttempt";
import { useLoaded } from "../channels/useLoaded";
import styles from "../parts/admin.module.css";
import common from "../Settings.module.css";
import { usePeopleApi } from "../usePeopleApi";
import people from "./people.module.css";
import { useRoles } from "./useRoles";

type RowProps = { invited: Invited; role: string; changed: () => Promise<void> };

function Row({ invited, role, changed }: RowProps) {
  const api = usePeopleApi();
  const teams = useDesk((desk) => desk.teams);
  const { busy, failure, run } = useAttempt();
  const address = invited.email ?? invited.phone ?? "";
  const name = invited.name ?? address;
  const into = teams.filter((team) => invited.team_ids.includes(team.id)).map((team) => team.name);

  const tell = (task: (id: string) => Promise<unknown>) =>
    run(async () => {
      await task(invited.id);
      await changed();
    });
  const { inviter } = invited;
  const until = invited.expired
    ? t("The link is too old now. Invited by {inviter}.", { inviter })
    : t("The link is good until {time}. Invited by {inviter}.", {
        time: laterTime(invited.expires_at),
        inviter,
      });

  return (
    <li className={styles.row}>
      <span className={people.sign}>
        {invited.email ? <Mail aria-hidden="true" /> : <MessageSquare aria-hidden="true" />}
      </span>
      <span className={common.words}>
        <span className={common.name}>
          <bdi>{name}</bdi>
        </span>
        <span className={common.text}>
          {[name !== address && address, role, ...into].filter(Boolean).join(" · ")}
        </span>
        <span className={people.until} data-old={invited.expired}>
          {until}
        </span>
        {failure !== null && (
          <span className={common.failure} role="alert">
            {messageOf(failure)}
          </span>
        )}
      </span>
      <span className={people.actions}>
        <Button icon={<Send />} disabled={busy} onClick={() => tell(api.resend)}>
          {t("Send again")}
        </Button>
        <Button
          tone="ghost"
          icon={<X />}
          disabled={busy}
          aria-label={t("Take back the invitation of {name}", { name })}
          hint={t("Take back")}
          onClick={() => tell(api.revoke)}
        />
      </span>
    </li>
  );
}

/** Who was asked to join and has not yet. */
export function PendingInvitations() {
  const api = usePeopleApi();
  const { value, error, reload } = useLoaded("invitations", api.invitations);
  const { nameOf } = useRoles();
  if (error) {
    return (
      <p className={common.failure} role="alert">
        {error}
      </p>
    );
  }
  if (!value || value.items.length === 0) return null;
  return (
    <section className={styles.section} aria-label={t("Invited")}>
      <h3>{t("Invited, not here yet")}</h3>
      <ul className={styles.rows}>
        {value.items.map((invited) => (
          <Row key={invited.id} invited={invited} role={nameOf(invited.role)} changed={reload} />
        ))}
      </ul>
    </section>
  );
}
