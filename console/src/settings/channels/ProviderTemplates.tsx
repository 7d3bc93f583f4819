import { RefreshCw } from "lucide-react";
import type { ConnectedChannel } from "../../api/channel-types";
import type { Approved } from "../../api/types";
import { useActions } from "../../app/context";
import { m, t } from "../../i18n/t";
import { languageName } from "../../text/languages";
import { dateTime } from "../../text/time";
import { Button } from "../../ui/Button";
import common from "../Settings.module.css";
import styles from "./channels.module.css";
import { sentenceOf, useAttempt } from "./useAttempt";
import { useLoaded } from "./useLoaded";
import { Waiting } from "./Waiting";

/** What the provider made of it; a word of theirs that is not known here stays theirs. */
const STATES: Readonly<Record<string, string>> = {
  approved: m("approved|template"),
  pending: m("pending|template"),
  rejected: m("rejected|template"),
  paused: m("paused|template"),
};

function Row({ template }: { template: Approved }) {
  const { name, language, body, status } = template;
  return (
    <li className={common.item}>
      <span className={common.words}>
        <span className={common.name}>
          {name} <span className={common.fact}>{languageName(language.replace("_", "-"))}</span>
        </span>
        <span className={common.text} dir="auto" title={body}>
          {body}
        </span>
      </span>
      <span className={styles.badge} data-tone={status === "approved" ? "ok" : "wait"}>
        {t(STATES[status] ?? status)}
      </span>
    </li>
  );
}

/** What the provider has approved to be sent, as it was when last asked. */
export function ProviderTemplates({ channel }: { channel: ConnectedChannel }) {
  const desk = useActions();
  const { value, error, reload, put } = useLoaded(channel.id, () => desk.api.approved(channel.id));
  const { busy, failure, run } = useAttempt();
  const sentence = sentenceOf(failure, []);
  const { label } = channel;
  const asked = value?.synced_at && dateTime(value.synced_at);
  return (
    <>
      <p className={common.hint}>
        {t("They are written and approved at {provider}.", { provider: label })}
        {asked && ` ${t("Last asked for {time}.", { time: asked })}`}
      </p>
      <p>
        <Button
          icon={<RefreshCw />}
          disabled={busy}
          onClick={() => run(async () => put(await desk.api.syncApproved(channel.id)))}
        >
          {busy ? t("Asking…") : t("Synchronise")}
        </Button>
      </p>
      {sentence && (
        <p className={common.failure} role="alert">
          {sentence}
        </p>
      )}
      {!value && <Waiting error={error} retry={reload} rows={2} />}
      {value?.items.length === 0 && (
        <p className={common.hint}>
          {t("None yet. Write one at {provider}, then synchronise.", { provider: label })}
        </p>
      )}
      <ul className={common.items} aria-label={t("Templates")}>
        {value?.items.map((template) => (
          <Row key={`${template.id} ${template.language}`} template={template} />
        ))}
      </ul>
    </>
  );
}
