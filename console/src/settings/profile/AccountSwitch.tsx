import { Building2, Check } from "lucide-react";
import { messageOf } from "../../api/problem";
import { useActions, useDesk } from "../../app/context";
import { useSession } from "../../app/session-context";
import { t } from "../../i18n/t";
import { useAttempt } from "../channels/useAttempt";
import { useLoaded } from "../channels/useLoaded";
import common from "../Settings.module.css";
import { usePeopleApi } from "../usePeopleApi";
import styles from "./profile.module.css";

/** Everything on screen is of the old company, so that the page begins anew. */
function beginAnew() {
  location.hash = "/";
  location.reload();
}

/** The companies that one belongs to; a press goes on in another, without signing out (AUTH-20). */
export function AccountSwitch({ leave = beginAnew }: { leave?: () => void }) {
  const api = usePeopleApi();
  const desk = useActions();
  const session = useSession();
  const current = useDesk((state) => state.me?.account.id);
  const { value, error } = useLoaded("accounts", api.accounts);
  const { busy, failure, run } = useAttempt();

  const go = (id: string) =>
    run(async () => {
      session.goOn(await api.switchTo(id, session.renewal()));
      desk.stop();
      leave();
    });

  const wrong = failure === null ? error : messageOf(failure);
  return (
    <>
      <fieldset className={styles.accounts} disabled={busy}>
        <legend className="visually-hidden">{t("Companies")}</legend>
        {value?.items.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            className={styles.account}
            aria-pressed={id === current}
            onClick={() => id !== current && go(id)}
          >
            <Building2 aria-hidden="true" />
            <span dir="auto">{name}</span>
            {id === current && <Check aria-hidden="true" />}
          </button>
        ))}
      </fieldset>
      {wrong && (
        <p className={common.failure} role="alert">
          {wrong}
        </p>
      )}
    </>
  );
}
