/** Workload: how much rules give one agent at once, and when somebody counts as away. */
import { useEffect } from "react";
import type { Workload } from "../../api/people-types";
import { fieldError } from "../../api/problem";
import { useActions, useDesk } from "../../app/context";
import { t } from "../../i18n/t";
import { ChannelIcon, channelName } from "../../ui/channels";
import { useLoaded } from "../channels/useLoaded";
import { Waiting } from "../channels/Waiting";
import styles from "../parts/admin.module.css";
import { DurationField } from "../parts/DurationField";
import { Managed } from "../parts/Managed";
import { NumberField } from "../parts/NumberField";
import { SaveRow } from "../parts/SaveRow";
import common from "../Settings.module.css";
import { useEdited } from "../useEdited";
import { usePeopleApi } from "../usePeopleApi";
import own from "./workload.module.css";

type Props = { saved: Workload; kinds: readonly string[] };

function Form({ saved, kinds }: Props) {
  const api = usePeopleApi();
  const form = useEdited(
    saved,
    async ({ managed_by: _, ...workload }) => (await api.changeRules({ workload })).workload,
  );
  const { draft, change, failure } = form;
  const minutes = (field: "idle_minutes" | "away_minutes", label: string, help: string) => (
    <DurationField
      label={label}
      help={help}
      from="minutes"
      empty={t("Never")}
      error={fieldError(failure, `workload.${field}`)}
      value={draft[field] === null ? null : (draft[field] ?? 0) * 60}
      set={(seconds) =>
        change({ [field]: seconds === null ? null : Math.max(1, Math.round(seconds / 60)) })
      }
    />
  );

  return (
    <form className={common.form} onSubmit={form.submit} aria-label={t("Workload")}>
      <Managed by={saved.managed_by} />
      <fieldset className={common.fields} disabled={saved.managed_by !== null}>
        <NumberField
          label={t("Most work at once")}
          unit={t("for each agent")}
          min={1}
          max={1000}
          empty={t("No limit")}
          help={t(
            "Rules give nobody more. Agents can take more by hand, and set a lower limit of their own.",
          )}
          error={fieldError(failure, "workload.limit")}
          value={draft.limit}
          set={(limit) => change({ limit })}
        />
        <section className={styles.section} aria-label={t("Weights")}>
          <h3>{t("What one conversation counts")}</h3>
          <p className={common.hint}>
            {t("A call may weigh as much as four chats. What is not set counts 1.")}
          </p>
          <ul className={own.weights}>
            {kinds.map((kind) => (
              <li key={kind}>
                <span className={own.kind}>
                  <ChannelIcon kind={kind} /> {channelName(kind)}
                </span>
                <input
                  type="number"
                  inputMode="numeric"
                  min={1}
                  max={100}
                  placeholder="1"
                  aria-label={t("What one on {channel} counts", { channel: channelName(kind) })}
                  value={draft.weights[kind] ?? ""}
                  onChange={({ target }) => {
                    const { [kind]: _, ...others } = draft.weights;
                    const weight = Number(target.value);
                    change({ weights: weight >= 1 ? { ...others, [kind]: weight } : others });
                  }}
                />
              </li>
            ))}
          </ul>
        </section>
        <section className={styles.section} aria-label={t("Silence")}>
          <h3>{t("Silence")}</h3>
          <div className={styles.pair}>
            {minutes(
              "idle_minutes",
              t("A silent conversation counts no more after"),
              t("It counts again when the customer writes."),
            )}
            {minutes(
              "away_minutes",
              t("An agent who touches nothing is away after"),
              t("Their new work goes to others. What they have stays theirs."),
            )}
          </div>
        </section>
        <SaveRow
          busy={form.busy}
          failure={failure}
          fields={["workload.limit", "workload.idle_minutes", "workload.away_minutes"]}
          isSaved={form.isSaved}
        />
      </fieldset>
    </form>
  );
}

export default function WorkloadSettings() {
  const api = usePeopleApi();
  const desk = useActions();
  const channels = useDesk((state) => state.channels);
  const { value, error, reload } = useLoaded("rules", api.rules);

  useEffect(() => {
    desk.loadChannels();
  }, [desk]);

  if (!value) return <Waiting error={error} retry={reload} />;
  const known = [...channels.map(({ kind }) => kind), ...Object.keys(value.workload.weights)];
  return <Form saved={value.workload} kinds={[...new Set(known)].sort()} />;
}
