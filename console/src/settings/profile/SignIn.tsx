/** How one signs in: the password, connected accounts, and the sessions that they began. */
import { KeyRound, Link2, Unlink } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import type { Identity, Provider } from "../../api/people-types";
import { fieldError, messageOf } from "../../api/problem";
import { useDesk } from "../../app/context";
import { useSession } from "../../app/session-context";
import { broughtBack, forgetWayBack } from "../../app/way-back";
import { m, t } from "../../i18n/t";
import { tx } from "../../i18n/tx";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { useAttempt } from "../channels/useAttempt";
import { useLoaded } from "../channels/useLoaded";
import { Waiting } from "../channels/Waiting";
import styles from "../parts/admin.module.css";
import { SaveRow } from "../parts/SaveRow";
import common from "../Settings.module.css";
import { usePeopleApi } from "../usePeopleApi";
import { AccountSwitch } from "./AccountSwitch";
import profile from "./profile.module.css";

const NAMES: Record<Identity["provider"], string> = {
  password: m("Email and password"),
  google: "Google",
  facebook: "Facebook",
  linkedin: "LinkedIn",
};

function Password() {
  const api = usePeopleApi();
  const session = useSession();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [isSaved, setSaved] = useState(false);
  const { busy, failure, run } = useAttempt();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || !current || !password) return;
    const done = await run(async () => {
      session.start(await api.changePassword({ current, password }));
    });
    setSaved(done);
    if (!done) return;
    setCurrent("");
    setPassword("");
  }

  return (
    <form className={common.form} onSubmit={submit} aria-label={t("Password")}>
      <p className={common.hint}>
        {t("A new password signs you out everywhere but here: on other devices you sign in again.")}
      </p>
      <div className={styles.pair} onChange={() => setSaved(false)}>
        <Field
          label={t("Current password")}
          type="password"
          autoComplete="current-password"
          error={fieldError(failure, "current")}
          value={current}
          onChange={({ target }) => setCurrent(target.value)}
        />
        <Field
          label={t("New password")}
          type="password"
          autoComplete="new-password"
          error={fieldError(failure, "password")}
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
      </div>
      <SaveRow
        verb={t("Change password")}
        busy={busy}
        failure={failure}
        fields={["current", "password"]}
        refusal={current && password ? null : t("Fill in both")}
      />
      <p role="status" className={common.saved}>
        {isSaved && t("Your password is changed. Other devices are signed out.")}
      </p>
    </form>
  );
}

function Connected() {
  const api = usePeopleApi();
  const { value, error, reload } = useLoaded("identities", api.identities);
  const { busy, failure, run } = useAttempt();
  const [told, setTold] = useState("");

  // The way back from a provider ends here, once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only as the page opens.
  useEffect(() => {
    const brought = broughtBack();
    if (!brought) return;
    forgetWayBack();
    run(async () => {
      const { provider } = await api.connected(brought.code, brought.state);
      setTold(t("{name} is connected.", { name: NAMES[provider] }));
      await reload();
    });
  }, []);

  const connect = (provider: Provider) =>
    run(async () => {
      location.assign((await api.connect(provider)).url);
    });
  const disconnect = (id: string) =>
    run(async () => {
      await api.disconnect(id);
      await reload();
    });

  if (!value) return <Waiting error={error} retry={reload} rows={2} />;
  const { items, available } = value;
  const others = available.filter((each) => !items.some(({ provider }) => provider === each));
  return (
    <>
      <ul className={profile.lines} aria-label={t("Ways to sign in")}>
        {items.map(({ id, provider }) => (
          <li key={id} className={profile.line}>
            {provider === "password" ? <KeyRound /> : <Link2 />}
            <span>{t(NAMES[provider])}</span>
            <Button
              icon={<Unlink />}
              disabled={busy}
              refusal={items.length === 1 ? t("It is your only way to sign in") : null}
              aria-label={t("Remove {name}", { name: t(NAMES[provider]) })}
              onClick={() => items.length > 1 && disconnect(id)}
            >
              {t("Remove")}
            </Button>
          </li>
        ))}
        {others.map((provider) => (
          <li key={provider} className={profile.line}>
            <Link2 />
            <span>{NAMES[provider]}</span>
            <Button
              disabled={busy}
              aria-label={t("Connect {name}", { name: NAMES[provider] })}
              onClick={() => connect(provider)}
            >
              {t("Connect")}
            </Button>
          </li>
        ))}
      </ul>
      {available.length === 0 && (
        <p className={common.hint}>{t("No other way to sign in is set up where this runs.")}</p>
      )}
      <p role="status" className={common.saved}>
        {told}
      </p>
      {failure !== null && (
        <p className={common.failure} role="alert">
          {messageOf(failure)}
        </p>
      )}
    </>
  );
}

function Sessions() {
  const me = useDesk((state) => state.me);
  return (
    <p className={common.hint}>
      {tx(
        "You are signed in as {email}. Signing out, in the menu under your name, ends your sessions on every device; so does a new password, but for this one.",
        { email: <bdi>{me?.email}</bdi> },
      )}
    </p>
  );
}

export default function SignIn() {
  const many = useDesk((desk) => desk.me?.accounts ?? 1);
  return (
    <div className={common.form}>
      <section className={common.form} aria-label={t("Password")}>
        <Password />
      </section>
      <section className={styles.section} aria-label={t("Connected accounts")}>
        <h3>{t("Connected accounts")}</h3>
        <Connected />
      </section>
      {many > 1 && (
        <section className={styles.section} aria-label={t("Companies")}>
          <h3>{t("Companies")}</h3>
          <AccountSwitch />
        </section>
      )}
      <section className={styles.section} aria-label={t("Sessions")}>
        <h3>{t("Sessions")}</h3>
        <Sessions />
      </section>
    </div>
  );
}
