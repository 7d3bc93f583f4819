import { type FormEvent, useState } from "react";
import type { Kind, KindField } from "../../api/channel-types";
import { fieldError } from "../../api/problem";
import { useActions } from "../../app/context";
import { settingsPath, usePlace } from "../../app/routes";
import { t } from "../../i18n/t";
import { Button } from "../../ui/Button";
import { ChannelIcon } from "../../ui/channels";
import { Field } from "../../ui/Field";
import common from "../Settings.module.css";
import { BackTo } from "./BackTo";
import styles from "./channels.module.css";
import { type Filled, missing, nameOf, partsOf } from "./fields";
import { KindFields } from "./KindFields";
import list from "./Steps.module.css";
import { comesFirst } from "./steps";
import { TeamSelect } from "./TeamSelect";
import { sentenceOf, useAttempt } from "./useAttempt";
import { useLoaded } from "./useLoaded";
import { Waiting } from "./Waiting";

/** What is done at the provider before there is anything of ours to paste there. */
function firstSteps({ steps }: Kind): readonly string[] {
  const end = steps.findIndex((step) => !comesFirst(step));
  return end === -1 ? steps : steps.slice(0, end);
}

const fails = (failure: unknown, field: KindField) =>
  fieldError(failure, nameOf(field)) !== undefined;

function ConnectForm({ kind }: { kind: Kind }) {
  const desk = useActions();
  const { go } = usePlace();
  const [name, setName] = useState(kind.label);
  const [team, setTeam] = useState("");
  const [filled, setFilled] = useState<Filled>({});
  const { busy, failure, run } = useAttempt();
  const shown = ["name", ...kind.fields.map(nameOf)];
  const sentence = sentenceOf(failure, shown);
  const before = firstSteps(kind);
  const needed = kind.fields.filter((field) => field.required && !field.generated);
  const others = kind.fields.filter((field) => !needed.includes(field));
  const form = {
    filled,
    fill: (field: string, value: string) => setFilled((held) => ({ ...held, [field]: value })),
    failure,
  };

  function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || missing(kind.fields, filled)) return;
    run(async () => {
      const body = { kind: kind.kind, name: name.trim(), team_id: team || null };
      const parts = partsOf(kind.fields, filled);
      const channel = await desk.api.connectChannel({ ...body, ...parts });
      desk.loadChannels();
      go(settingsPath("channels", channel.id), { replace: true });
    });
  }

  return (
    <form
      className={common.form}
      onSubmit={submit}
      aria-label={t("Connect {kind}", { kind: kind.label })}
    >
      {before.length > 0 && (
        <>
          <p className={common.hint}>{t("Before you begin")}</p>
          <ol className={list.steps} aria-label={t("Before you begin")}>
            {before.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </>
      )}
      <KindFields fields={needed} {...form} />
      <Field
        label={t("Name")}
        dir="auto"
        required
        maxLength={100}
        help={t("What your colleagues see.")}
        error={fieldError(failure, "name")}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <TeamSelect value={team} onChange={setTeam} />
      {others.length > 0 && (
        <details className={styles.more} open={others.some((field) => fails(failure, field))}>
          <summary>{t("More, if you need it")}</summary>
          <div className={common.fields}>
            <KindFields fields={others} {...form} />
          </div>
        </details>
      )}
      {sentence && (
        <p className={common.failure} role="alert">
          {sentence}
        </p>
      )}
      <p className={common.buttons}>
        <Button tone="primary" type="submit" disabled={busy} refusal={missing(kind.fields, filled)}>
          {busy ? t("Connecting…") : t("Connect")}
        </Button>
      </p>
    </form>
  );
}

/** Fill in what a kind of channel needs, and connect it. */
export function ConnectPage({ kind }: { kind: string }) {
  const desk = useActions();
  const { value, error, reload } = useLoaded("kinds", desk.api.channelKinds);
  const found = value?.items.find((each) => each.kind === kind);
  const unknown = value && !found ? t("There is no such kind of channel.") : "";
  return (
    <div className={common.form}>
      <BackTo href={settingsPath("channels", "new")} name={t("Kinds of channels")} />
      {found ? (
        <>
          <h2 className={styles.title}>
            <span className={styles.sign}>
              <ChannelIcon kind={kind} />
            </span>
            {t("Connect {kind}", { kind: found.label })}
          </h2>
          <ConnectForm kind={found} />
        </>
      ) : (
        <Waiting error={unknown || error} retry={reload} />
      )}
    </div>
  );
}
