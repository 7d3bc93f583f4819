/** Auto-replies: what customers are told at once, always, out of hours, or while all are busy. */
import { MessageSquareReply } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import type { AutoReply, AutoReplyBody } from "../../api/people-types";
import { fieldError } from "../../api/problem";
import { useActions, useDesk } from "../../app/context";
import { t } from "../../i18n/t";
import { EmptyState } from "../../ui/EmptyState";
import { Field } from "../../ui/Field";
import { Segmented } from "../ai/parts/Segmented";
import { Switch } from "../ai/parts/Switch";
import { LongField } from "../channels/LongField";
import { useAttempt } from "../channels/useAttempt";
import { useLoaded } from "../channels/useLoaded";
import { Waiting } from "../channels/Waiting";
import { EditableList } from "../EditableList";
import styles from "../parts/admin.module.css";
import { Checks } from "../parts/Checks";
import { ManagedMark } from "../parts/Managed";
import { NumberField } from "../parts/NumberField";
import { SaveRow } from "../parts/SaveRow";
import common from "../Settings.module.css";
import { usePeopleApi } from "../usePeopleApi";
import { exampleOf, WHEN } from "./reply";
import { Wordings } from "./Wordings";

const fresh = (): AutoReplyBody => ({
  name: "",
  when: "closed",
  text: t("Thanks, {{contact.first_name|there}}. We are back {opens_at}."),
  texts: {},
  channel_ids: [],
  team_ids: [],
  enabled: true,
  pause_hours: 12,
});

type FormProps = { reply: AutoReply | null; done: () => void; saved: () => Promise<void> };

function ReplyForm({ reply, done, saved }: FormProps) {
  const api = usePeopleApi();
  const channels = useDesk((desk) => desk.channels);
  const teams = useDesk((desk) => desk.teams);
  const [draft, setDraft] = useState<AutoReplyBody>(() => {
    if (!reply) return fresh();
    const { id, managed_by, ...body } = reply;
    return body;
  });
  const { busy, failure, run } = useAttempt();
  const change = (fields: Partial<AutoReplyBody>) => setDraft((held) => ({ ...held, ...fields }));
  const when = WHEN.find(({ id }) => id === draft.when);
  const refusal = !draft.name.trim()
    ? t("Give it a name")
    : !draft.text.trim()
      ? t("Say what customers are told")
      : null;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || refusal) return;
    const body = { ...draft, name: draft.name.trim() };
    const went = await run(async () => {
      await (reply ? api.replies.change(reply.id, body) : api.replies.create(body));
      await saved();
    });
    if (went) done();
  }

  return (
    <form className={common.card} onSubmit={submit} aria-label={reply?.name ?? t("New auto-reply")}>
      <Field
        label={t("Name")}
        dir="auto"
        autoFocus
        maxLength={100}
        placeholder={t("Out of office")}
        error={fieldError(failure, "name")}
        value={draft.name}
        onChange={({ target }) => change({ name: target.value })}
      />
      <Segmented
        label={t("When")}
        options={WHEN}
        value={draft.when}
        set={(when) => change({ when })}
        help={when && t(when.told)}
      />
      <LongField
        label={t("What customers are told")}
        maxLength={2000}
        help={t(
          "{{contact.first_name|there}} is their first name, or “there”; {opens_at} is when you open next.",
        )}
        error={fieldError(failure, "text")}
        value={draft.text}
        onChange={({ target }) => change({ text: target.value })}
      />
      {draft.text.trim() && (
        <p className={styles.preview} dir="auto">
          <span className="visually-hidden">{t("Kari reads:")} </span>
          {exampleOf(draft.text)}
        </p>
      )}
      <Wordings texts={draft.texts} set={(texts) => change({ texts })} />
      <Checks
        label={t("Channels")}
        find={t("Find in channels")}
        help={t("None ticked: on all of them.")}
        options={channels}
        chosen={draft.channel_ids}
        set={(channel_ids) => change({ channel_ids })}
      />
      <Checks
        label={t("Teams")}
        find={t("Find in teams")}
        help={t("None ticked: for all of them.")}
        options={teams}
        chosen={draft.team_ids}
        set={(team_ids) => change({ team_ids })}
      />
      <NumberField
        label={t("Not again in the same conversation for")}
        unit={t("hours")}
        min={0}
        error={fieldError(failure, "pause_hours")}
        value={draft.pause_hours}
        set={(pause_hours) => change({ pause_hours: pause_hours ?? 0 })}
      />
      <Switch label={t("On|switched")} on={draft.enabled} set={(enabled) => change({ enabled })} />
      <SaveRow
        verb={reply ? t("Save") : t("Create")}
        busy={busy}
        failure={failure}
        fields={["name", "text", "pause_hours"]}
        refusal={refusal}
        cancel={done}
      />
    </form>
  );
}

function stateOf({ enabled, when }: AutoReply): string {
  const known = WHEN.find(({ id }) => id === when);
  return enabled && known ? t(known.name) : t("Off|switched");
}

export default function ReplySettings() {
  const api = usePeopleApi();
  const desk = useActions();
  const { value, error, reload } = useLoaded("replies", api.replies.list);

  useEffect(() => {
    desk.loadTeams();
    desk.loadChannels();
  }, [desk]);

  if (!value) return <Waiting error={error} retry={reload} rows={3} />;
  return (
    <EditableList
      hint={t(
        "Sent by themselves, marked as automatic, and never twice in a row. The most particular one counts.",
      )}
      add={t("New auto-reply")}
      items={value}
      mayChange={(reply) => reply.managed_by === null}
      empty={
        <EmptyState
          icon={<MessageSquareReply />}
          title={t("No auto-replies yet")}
          text={t("Tell customers that their message came, and when somebody answers.")}
        />
      }
      row={(reply) => (
        <>
          <span className={common.words}>
            <span className={common.name} dir="auto">
              {reply.name}
            </span>
            <span className={common.text} dir="auto">
              {reply.text}
            </span>
          </span>
          <ManagedMark by={reply.managed_by} />
          <span className={styles.mark} data-tone={reply.enabled ? "accent" : undefined}>
            {stateOf(reply)}
          </span>
        </>
      )}
      form={(reply, done) => <ReplyForm {...{ reply, done }} saved={reload} />}
      remove={async (id) => {
        await api.replies.remove(id);
        await reload();
      }}
    />
  );
}
