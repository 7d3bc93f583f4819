import { Users, X } from "lucide-react";
import { useState } from "react";
import { useActions } from "../app/context";
import { t } from "../i18n/t";
import { tx } from "../i18n/tx";
import { cancelInvitation, invite } from "../routing/handing";
import { isMine } from "../state/lists";
import { Avatar } from "../ui/Avatar";
import { type Option, Picker } from "../ui/Picker";
import { RelativeTime } from "../ui/RelativeTime";
import type { PickerProps } from "./Dialogs";
import { useTargets } from "./people";
import styles from "./pickers.module.css";
import { usePicked } from "./usePicked";

/** Ask a colleague, or whoever of a team takes it, to join; the customer does not notice (ASG-33). */
export function InvitePicker({ ids, anchor, close }: PickerProps) {
  const desk = useActions();
  const [row] = usePicked(ids);
  const { people, teams, busy } = useTargets();
  const [failure, setFailure] = useState<string | null>(null);
  if (!row) return null;
  const { invitations, visible_to: barred } = row;
  const isAsked = (id: string) => invitations.some(({ to }) => to.id === id);
  const sees = (id: string) => !barred || barred.some((person) => person.id === id);

  const refusal = (id: string) =>
    isAsked(id) ? t("Invited") : sees(id) ? null : t("Can't see this");
  const options = [...people, ...teams]
    .filter(({ id }) => !isMine(row, id))
    .map((each): Option => ({ ...each, refusal: refusal(each.id) }));

  async function choose({ id, name }: Option) {
    if (row) setFailure(await invite(desk, row.id, { id, name }));
  }

  return (
    <Picker
      label={t("Invite somebody to {name}", { name: row.contact.name })}
      placeholder={t("Invite a person or a team…")}
      options={options}
      choose={choose}
      close={close}
      anchor={anchor}
      many
      busy={busy}
      testId="invite-picker"
      footer={
        <div className={styles.footer}>
          {failure && (
            <p className={styles.error} role="alert">
              {failure}
            </p>
          )}
          {invitations.map(({ id, to, at }) => (
            <p key={id} className={styles.line}>
              {to.id.startsWith("tm_") ? (
                <Users className={styles.team} aria-hidden="true" />
              ) : (
                <Avatar person={to} size={20} />
              )}
              <span className={styles.invited} dir="auto">
                {to.name}
              </span>
              <span className={styles.hint}>
                {tx("asked {time}", { time: <RelativeTime iso={at} /> })}
              </span>
              <button
                type="button"
                className={styles.cancel}
                aria-label={t("Take the invitation of {name} back", { name: to.name })}
                title={t("Take it back")}
                onClick={async () => setFailure(await cancelInvitation(desk, row.id, id))}
              >
                <X aria-hidden="true" />
              </button>
            </p>
          ))}
          <p className={styles.hint}>
            {invitations.length > 0
              ? t("They join as soon as they accept.")
              : t("Whoever accepts joins you. The customer does not notice.")}
          </p>
        </div>
      }
    />
  );
}
