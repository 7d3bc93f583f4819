import { RefreshCw } from "lucide-react";
import type { ConnectedChannel } from "../../api/channel-types";
import type { Approved } from "../../api/types";
import { useActions } from "../../app/context";
import { Button } from "../../ui/Button";
import common from "../Settings.module.css";
import styles from "./channels.module.css";
import { sentenceOf, useAttempt } from "./useAttempt";
import { useLoaded } from "./useLoaded";
import { Waiting } from "./Waiting";

function languageName(code: string): string {
  try {
    return new Intl.DisplayNames([], { type: "language" }).of(code.replace("_", "-")) ?? code;
  } catch {
    return code; // not a language that the browser has a name for
  }
}

function Row({ template }: { template: Approved }) {
  const { name, language, body, status } = template;
  return (
    <li className={common.item}>
      <span className={common.words}>
        <span className={common.name}>
          {name} <span className={common.fact}>{languageName(language)}</span>
        </span>
        <span className={common.text} dir="auto" title={body}>
          {body}
        </span>
      </span>
      <span className={styles.badge} data-tone={status === "approved" ? "ok" : "wait"}>
        {status}
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
  const asked = value?.synced_at && new Date(value.synced_at).toLocaleString();
  return (
    <>
      <p className={common.hint}>
        They are written and approved at {channel.label}.{asked && ` Last asked for ${asked}.`}
      </p>
      <p>
        <Button
          icon={<RefreshCw />}
          disabled={busy}
          onClick={() => run(async () => put(await desk.api.syncApproved(channel.id)))}
        >
          {busy ? "Asking…" : "Synchronise"}
        </Button>
      </p>
      {sentence && (
        <p className={common.failure} role="alert">
          {sentence}
        </p>
      )}
      {!value && <Waiting error={error} retry={reload} rows={2} />}
      {value?.items.length === 0 && (
        <p className={common.hint}>None yet. Write one at {channel.label}, then synchronise.</p>
      )}
      <ul className={common.items} aria-label="Templates">
        {value?.items.map((template) => (
          <Row key={`${template.id} ${template.language}`} template={template} />
        ))}
      </ul>
    </>
  );
}
