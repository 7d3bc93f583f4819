/** The audit log: who did what, to what, when and from where. Admins read it; nobody changes it. */
import { FileClock } from "lucide-react";
import { useEffect, useState } from "react";
import type { AuditQuery } from "../../api/people-api";
import type { Audited } from "../../api/people-types";
import { messageOf } from "../../api/problem";
import { useActions, useDesk } from "../../app/context";
import { usePlace } from "../../app/routes";
import { t } from "../../i18n/t";
import { dateTime } from "../../text/time";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Field } from "../../ui/Field";
import { Select } from "../../ui/Select";
import { useAttempt } from "../channels/useAttempt";
import { useLoaded } from "../channels/useLoaded";
import { Waiting } from "../channels/Waiting";
import common from "../Settings.module.css";
import { usePeopleApi } from "../usePeopleApi";
import { between, detailText, didWhat, THINGS } from "./actions";
import styles from "./audit.module.css";

type FilterProps = {
  asked: Readonly<Record<string, string>>;
  ask: (name: string, value: string) => void;
};

function Filters({ asked, ask }: FilterProps) {
  const users = useDesk((desk) => desk.users);
  const day = (name: "from" | "to", label: string) => (
    <Field
      label={label}
      type="date"
      value={asked[name] ?? ""}
      onChange={({ target }) => ask(name, target.value)}
    />
  );
  return (
    <search className={styles.filters}>
      <Select
        label={t("Who")}
        value={asked.actor ?? ""}
        onChange={({ target }) => ask("actor", target.value)}
      >
        <option value="">{t("Anybody")}</option>
        {users.map((user) => (
          <option key={user.id} value={user.id}>
            {user.name}
          </option>
        ))}
      </Select>
      <Select
        label={t("About|what")}
        value={asked.action ?? ""}
        onChange={({ target }) => ask("action", target.value)}
      >
        <option value="">{t("Everything")}</option>
        {Object.entries(THINGS)
          .map(([kind, name]) => [kind, t(name)] as const)
          .sort(([, a], [, b]) => a.localeCompare(b))
          .map(([kind, name]) => (
            <option key={kind} value={kind}>
              {name}
            </option>
          ))}
      </Select>
      {day("from", t("From|a day"))}
      {day("to", t("To|a day"))}
    </search>
  );
}

function Row({ entry }: { entry: Audited }) {
  return (
    <tr>
      <td className={styles.when}>
        <time dateTime={entry.at}>{dateTime(entry.at)}</time>
      </td>
      <td className={styles.who} dir="auto">
        {entry.actor.name ?? entry.actor.id}
      </td>
      <td className={styles.what}>
        {didWhat(
          entry.action,
          <bdi className={styles.object}>{entry.object.name ?? entry.object.id}</bdi>,
        )}
        {Object.keys(entry.detail).length > 0 && (
          <span className={styles.detail} dir="auto">
            {detailText(entry.detail)}
          </span>
        )}
      </td>
      <td className={styles.from} dir="ltr">
        {entry.ip}
      </td>
    </tr>
  );
}

function Log({ wanted }: { wanted: AuditQuery }) {
  const api = usePeopleApi();
  const { value, error, reload, put } = useLoaded(JSON.stringify(wanted), () => api.audit(wanted));
  const { busy, failure, run } = useAttempt();
  if (!value) return <Waiting error={error} retry={reload} />;
  const { items, next_cursor } = value;
  if (items.length === 0)
    return (
      <EmptyState
        icon={<FileClock />}
        title={t("Nothing was noted")}
        text={t("Sign-ins, and changes of people, roles, teams and settings are kept here.")}
      />
    );
  const more = () =>
    run(async () => {
      const page = await api.audit(wanted, next_cursor);
      put({ ...page, items: [...items, ...page.items] });
    });
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("When")}</th>
            <th scope="col">{t("Who")}</th>
            <th scope="col">{t("What")}</th>
            <th scope="col">{t("From|where")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((entry) => (
            <Row key={entry.id} entry={entry} />
          ))}
        </tbody>
      </table>
      {failure !== null && (
        <p className={common.failure} role="alert">
          {messageOf(failure)}
        </p>
      )}
      {next_cursor && (
        <p>
          <Button disabled={busy} onClick={more}>
            {busy ? t("Asking…") : t("Show earlier ones")}
          </Button>
        </p>
      )}
    </>
  );
}

export default function AuditSettings() {
  const desk = useActions();
  const { place } = usePlace();
  const [asked, setAsked] = useState(place.asked);
  const { actor, action, from = "", to = "" } = asked;

  useEffect(() => {
    desk.loadPeople();
  }, [desk]);

  const wanted = { ...(actor && { actor }), ...(action && { action }), ...between(from, to) };
  return (
    <div className={common.form}>
      <p className={common.hint}>{t("Only admins read this, and nobody can change it.")}</p>
      <Filters asked={asked} ask={(name, value) => setAsked({ ...asked, [name]: value })} />
      <Log wanted={wanted} />
    </div>
  );
}
