/** Service levels: what is promised to customers, and who hears of it in time. */
import { Timer } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { SlaBody, SlaPolicy } from "../../api/people-types";
import { fieldError } from "../../api/problem";
import { m, t } from "../../i18n/t";
import { EmptyState } from "../../ui/EmptyState";
import { Field } from "../../ui/Field";
import { Select } from "../../ui/Select";
import { Switch } from "../ai/parts/Switch";
import { useAttempt } from "../channels/useAttempt";
import { useLoaded } from "../channels/useLoaded";
import { Waiting } from "../channels/Waiting";
import { EditableList } from "../EditableList";
import styles from "../parts/admin.module.css";
import { Checks } from "../parts/Checks";
import { DurationField } from "../parts/DurationField";
import { ManagedMark } from "../parts/Managed";
import { NumberField } from "../parts/NumberField";
import { SaveRow } from "../parts/SaveRow";
import common from "../Settings.module.css";
import { duration } from "../teams/told";
import { usePeopleApi } from "../usePeopleApi";

const FRESH: SlaBody = {
  name: "",
  first_minutes: 60,
  next_minutes: null,
  resolve_minutes: null,
  business_hours: true,
  hours_id: null,
  warn_percent: 80,
  notify: ["assignee"],
  ai_counts: false,
  default: false,
};

/** What can be promised, as it is told at the beginning of a line and behind another. */
const TARGETS = [
  { field: "first_minutes", first: m("First reply in {time}"), after: "" },
  { field: "next_minutes", first: m("Next in {time}"), after: m("next in {time}") },
  { field: "resolve_minutes", first: m("Resolved in {time}"), after: m("resolved in {time}") },
] as const;

/** "First reply in 1 hour, next in 4 hours; office hours only". */
export function promiseText(policy: SlaBody): string {
  const promise = TARGETS.filter(({ field }) => policy[field] !== null)
    .map(({ field, first, after }, index) =>
      t(index === 0 ? first : after, { time: duration((policy[field] ?? 0) * 60) }),
    )
    .join(", ");
  if (promise === "") return t("Promises nothing yet");
  return policy.business_hours ? t("{promise}; office hours only", { promise }) : promise;
}

type FormProps = {
  policy: SlaPolicy | null;
  done: () => void;
  saved: () => Promise<void>;
  hours: readonly { id: string; name: string }[];
  users: readonly { id: string; name: string }[];
};

function PolicyForm({ policy, done, saved, hours, users }: FormProps) {
  const api = usePeopleApi();
  const [draft, setDraft] = useState<SlaBody>(() => {
    if (!policy) return FRESH;
    const { id, managed_by, ...body } = policy;
    return body;
  });
  const { busy, failure, run } = useAttempt();
  const change = (fields: Partial<SlaBody>) => setDraft((held) => ({ ...held, ...fields }));
  const { first_minutes, next_minutes, resolve_minutes } = draft;
  const none = [first_minutes, next_minutes, resolve_minutes].every((each) => each === null);
  const refusal = !draft.name.trim()
    ? t("Give it a name")
    : none
      ? t("Promise at least one thing")
      : null;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || refusal) return;
    const body = { ...draft, name: draft.name.trim() };
    const went = await run(async () => {
      await (policy ? api.policies.change(policy.id, body) : api.policies.create(body));
      await saved();
    });
    if (went) done();
  }

  const target = (field: "first_minutes" | "next_minutes" | "resolve_minutes", label: string) => (
    <DurationField
      label={label}
      from="minutes"
      empty={t("Not promised")}
      error={fieldError(failure, field)}
      value={draft[field] === null ? null : (draft[field] ?? 0) * 60}
      set={(seconds) => change({ [field]: seconds === null ? null : Math.round(seconds / 60) })}
    />
  );

  return (
    <form
      className={common.card}
      onSubmit={submit}
      aria-label={policy?.name ?? t("New service level")}
    >
      <Field
        label={t("Name")}
        dir="auto"
        autoFocus
        maxLength={100}
        error={fieldError(failure, "name")}
        value={draft.name}
        onChange={({ target }) => change({ name: target.value })}
      />
      <div className={styles.pair}>
        {target("first_minutes", t("First reply within"))}
        {target("next_minutes", t("Every next reply within"))}
        {target("resolve_minutes", t("Resolved within"))}
        <NumberField
          label={t("Warn at")}
          unit={t("% of the time")}
          min={1}
          max={100}
          help={draft.warn_percent >= 100 ? t("Nobody is warned, only told of a miss.") : undefined}
          value={draft.warn_percent}
          set={(warn_percent) => change({ warn_percent: warn_percent ?? 100 })}
        />
      </div>
      <p className={styles.help}>
        {t("The time in which it is the customer's turn does not count towards resolving.")}
      </p>
      <Switch
        label={t("Only office hours count")}
        on={draft.business_hours}
        set={(business_hours) => change({ business_hours })}
      />
      {draft.business_hours && (
        <Select
          label={t("Whose hours")}
          value={draft.hours_id ?? ""}
          onChange={({ target }) => change({ hours_id: target.value || null })}
        >
          <option value="">{t("The team's, else the company's")}</option>
          {hours.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </Select>
      )}
      <Checks
        label={t("Who is warned and told of a miss")}
        find={t("Find in who is warned and told of a miss")}
        options={[
          { id: "assignee", name: t("Who has it"), fact: t("The team, while nobody has it") },
          { id: "team", name: t("The whole team") },
          { id: "admins", name: t("Admins") },
          ...users,
        ]}
        chosen={draft.notify}
        set={(notify) => change({ notify })}
      />
      <Switch
        label={t("An answer of the AI agent counts as a reply")}
        on={draft.ai_counts}
        set={(ai_counts) => change({ ai_counts })}
      />
      <Switch
        label={t("Use this where neither customer nor team has one")}
        on={draft.default}
        set={(on) => change({ default: on })}
      />
      <SaveRow
        verb={policy ? t("Save") : t("Create")}
        busy={busy}
        failure={failure}
        fields={["name", "first_minutes", "next_minutes", "resolve_minutes"]}
        refusal={refusal}
        cancel={done}
      />
    </form>
  );
}

export default function SlaSettings() {
  const api = usePeopleApi();
  const { value, error, reload } = useLoaded("policies", api.policies.list);
  const hours = useLoaded("hours", api.hours.list).value ?? [];
  const users = useLoaded("users", () => api.users()).value ?? [];
  if (!value) return <Waiting error={error} retry={reload} rows={2} />;
  return (
    <EditableList
      hint={t(
        "A customer's own service level comes before their team's, and that before the default.",
      )}
      add={t("New service level")}
      items={value}
      mayChange={(policy) => policy.managed_by === null}
      empty={
        <EmptyState
          icon={<Timer />}
          title={t("Nothing is promised yet")}
          text={t("Say how soon customers get a reply, and agents are warned before it is late.")}
        />
      }
      row={(policy) => (
        <>
          <span className={common.words}>
            <span className={common.name} dir="auto">
              {policy.name}
            </span>
            <span className={common.text}>{promiseText(policy)}</span>
          </span>
          {policy.default && (
            <span className={styles.mark} data-tone="accent">
              {t("Default")}
            </span>
          )}
          <ManagedMark by={policy.managed_by} />
        </>
      )}
      form={(policy, done) => <PolicyForm {...{ policy, done, hours, users }} saved={reload} />}
      remove={async (id) => {
        await api.policies.remove(id);
        await reload();
      }}
    />
  );
}
