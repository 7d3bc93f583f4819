/** Pause reasons: why agents are away, as the company names it (RT-12). */
import { Coffee } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { Reason } from "../../api/people-types";
import { fieldError } from "../../api/problem";
import { t } from "../../i18n/t";
import { EmptyState } from "../../ui/EmptyState";
import { Field } from "../../ui/Field";
import { Switch } from "../ai/parts/Switch";
import { useAttempt } from "../channels/useAttempt";
import { useLoaded } from "../channels/useLoaded";
import { Waiting } from "../channels/Waiting";
import { EditableList } from "../EditableList";
import { ManagedMark } from "../parts/Managed";
import { SaveRow } from "../parts/SaveRow";
import common from "../Settings.module.css";
import { usePeopleApi } from "../usePeopleApi";

type FormProps = { reason: Reason | null; done: () => void; saved: () => Promise<void> };

function ReasonForm({ reason, done, saved }: FormProps) {
  const api = usePeopleApi();
  const [name, setName] = useState(reason?.name ?? "");
  const [paid, setPaid] = useState(reason?.paid ?? false);
  const { busy, failure, run } = useAttempt();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || !name.trim()) return;
    const body = { name: name.trim(), paid };
    const went = await run(async () => {
      await (reason ? api.reasons.change(reason.id, body) : api.reasons.create(body));
      await saved();
    });
    if (went) done();
  }

  return (
    <form
      className={common.card}
      onSubmit={submit}
      aria-label={reason?.name ?? t("New pause reason")}
    >
      <Field
        label={t("Name")}
        dir="auto"
        autoFocus
        maxLength={60}
        placeholder={t("Lunch")}
        error={fieldError(failure, "name")}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <Switch
        label={t("Paid")}
        help={t("Told apart in the report of who was available when.")}
        on={paid}
        set={setPaid}
      />
      <SaveRow
        verb={reason ? t("Save") : t("Create")}
        busy={busy}
        failure={failure}
        fields={["name"]}
        refusal={name.trim() ? null : t("Give it a name")}
        cancel={done}
      />
    </form>
  );
}

export default function ReasonSettings() {
  const api = usePeopleApi();
  const { value, error, reload } = useLoaded("reasons", api.reasons.list);
  if (!value) return <Waiting error={error} retry={reload} rows={3} />;
  return (
    <EditableList
      hint={t(
        "Agents choose one when they go away. Nothing new comes to them until they are back.",
      )}
      add={t("New pause reason")}
      items={value}
      mayChange={(reason) => reason.managed_by === null}
      empty={
        <EmptyState
          icon={<Coffee />}
          title={t("No reasons yet")}
          text={t(
            "Until there are some, agents are simply away. Name a few: a break, lunch, training.",
          )}
        />
      }
      row={(reason) => (
        <>
          <span className={common.name} dir="auto">
            {reason.name}
          </span>
          <ManagedMark by={reason.managed_by} />
          <span className={common.fact}>{reason.paid ? t("Paid") : t("Unpaid")}</span>
        </>
      )}
      form={(reason, done) => <ReasonForm {...{ reason, done }} saved={reload} />}
      remove={async (id) => {
        await api.reasons.remove(id);
        await reload();
      }}
    />
  );
}
