/** One channel: how it is, what is left to do at the provider, and what can be changed. */
import { KeyRound, RefreshCw } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { ConnectedChannel, Kind } from "../../api/channel-types";
import { messageOf } from "../../api/problem";
import { useActions } from "../../app/context";
import { settingsPath } from "../../app/routes";
import { t } from "../../i18n/t";
import { Button } from "../../ui/Button";
import { ChannelIcon } from "../../ui/channels";
import common from "../Settings.module.css";
import { BackTo } from "./BackTo";
import { Copied } from "./Copied";
import { Credentials } from "./Credentials";
import styles from "./channels.module.css";
import { Disconnect } from "./Disconnect";
import { GeneralForm } from "./GeneralForm";
import { told } from "./health";
import { ProviderTemplates } from "./ProviderTemplates";
import { Status } from "./Status";
import { Steps } from "./Steps";
import { useAttempt } from "./useAttempt";
import { useChannel } from "./useChannel";
import { useLoaded } from "./useLoaded";
import { Waiting } from "./Waiting";

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** How it is, live: green from the first verified message on. */
function Health({ channel }: { channel: ConnectedChannel }) {
  const how = told(channel);
  return (
    <div className={styles.health} data-tone={how.tone} role="status">
      <Status told={how} />
      {how.text && <p>{how.text}</p>}
    </div>
  );
}

type PartProps = {
  channel: ConnectedChannel;
  kind: Kind;
  put: (channel: ConnectedChannel) => void;
};

/** Its URL, the proof of its credentials, and new ones. */
function Connection({ channel, kind, put }: PartProps) {
  const desk = useActions();
  const [checked, setChecked] = useState(false);
  const [asksSecrets, askSecrets] = useState(channel.health.state === "unauthorized");
  const hasSecrets = kind.fields.some((field) => field.part === "credentials");
  const { busy, failure, run } = useAttempt();

  async function check() {
    setChecked(false);
    setChecked(await run(async () => put(await desk.api.checkChannel(channel.id))));
  }

  return (
    <>
      {kind.steps.some((step) => step.includes("{webhook_url}")) && (
        <div className={common.hint}>
          {t("Webhook URL")} <Copied text={channel.webhook_url} label={t("Copy the webhook URL")} />
        </div>
      )}
      <div className={styles.actions}>
        <Button icon={<RefreshCw />} disabled={busy} onClick={check}>
          {busy ? t("Checking…") : t("Check connection")}
        </Button>
        {hasSecrets && !asksSecrets && (
          <Button icon={<KeyRound />} onClick={() => askSecrets(true)}>
            {t("New credentials")}
          </Button>
        )}
        <span role="status" className={common.saved}>
          {checked && t("{provider} accepts the credentials", { provider: channel.label })}
        </span>
      </div>
      {failure !== null && (
        <p className={common.failure} role="alert">
          {messageOf(failure)}
        </p>
      )}
      {hasSecrets && asksSecrets && (
        <Credentials
          channel={channel}
          fields={kind.fields}
          saved={put}
          close={() => askSecrets(false)}
        />
      )}
    </>
  );
}

function Settled({ channel, kind, put }: PartProps) {
  const isNew = channel.health.state === "new";
  const steps = <Steps label={channel.label} steps={channel.steps} templates={kind.steps} />;
  return (
    <>
      {isNew && channel.steps.length > 0 && (
        <Section title={t("What to do at {provider}", { provider: channel.label })}>
          {steps}
        </Section>
      )}
      {channel.capabilities.pushes && (
        <Section title={t("Connection")}>
          <Connection channel={channel} kind={kind} put={put} />
        </Section>
      )}
      <Section title={t("General")}>
        <GeneralForm channel={channel} fields={kind.fields} saved={put} />
      </Section>
      {channel.capabilities.templates && (
        <Section title={t("Templates")}>
          <ProviderTemplates channel={channel} />
        </Section>
      )}
      {!isNew && channel.steps.length > 0 && (
        <details className={styles.section}>
          <summary>{t("How it was connected at {provider}", { provider: channel.label })}</summary>
          {steps}
        </details>
      )}
      <Section title={t("Disconnect")}>
        <Disconnect channel={channel} />
      </Section>
    </>
  );
}

export function ChannelPage({ id }: { id: string }) {
  const desk = useActions();
  const { value: channel, error, reload, put } = useChannel(id);
  const kinds = useLoaded("kinds", desk.api.channelKinds);
  const kind = kinds.value?.items.find((each) => each.kind === channel?.kind);
  const again = () => Promise.all([reload(), kinds.reload()]);
  return (
    <div className={common.form}>
      <BackTo href={settingsPath("channels")} name={t("Channels")} />
      {channel && (
        <>
          <h2 className={styles.title}>
            <span className={styles.sign}>
              <ChannelIcon kind={channel.kind} />
            </span>
            <bdi>{channel.name}</bdi>
          </h2>
          <p className={common.hint}>
            {[channel.label, channel.address].filter(Boolean).join(" · ")}
          </p>
          <Health channel={channel} />
        </>
      )}
      {channel && kind ? (
        <Settled channel={channel} kind={kind} put={put} />
      ) : (
        <Waiting error={error || kinds.error} retry={again} />
      )}
    </div>
  );
}
