/** Who may create a company of their own where this runs. */
import { DoorOpen } from "lucide-react";
import type { SignUpRules } from "../../api/people-types";
import { m, t } from "../../i18n/t";
import { EmptyState } from "../../ui/EmptyState";
import { ChipsField } from "../ai/parts/ChipsField";
import { Segmented } from "../ai/parts/Segmented";
import { useLoaded } from "../channels/useLoaded";
import { Waiting } from "../channels/Waiting";
import { SaveRow } from "../parts/SaveRow";
import common from "../Settings.module.css";
import { useEdited } from "../useEdited";
import { usePeopleApi } from "../usePeopleApi";

const TOLD: Record<SignUpRules["mode"], string> = {
  open: m("Whoever opens the console can create a company."),
  list: m("Only who has one of these addresses can create a company."),
  closed: m("No new company can be created."),
};

function Form({ saved }: { saved: SignUpRules }) {
  const api = usePeopleApi();
  const form = useEdited(
    saved,
    async (sign_up) => (await api.changeRules({ sign_up })).sign_up ?? undefined,
  );
  const { draft, change } = form;
  return (
    <form className={common.form} onSubmit={form.submit} aria-label={t("Sign-up")}>
      <Segmented
        label={t("Who may create a company here")}
        options={[
          { id: "open", name: t("Anybody") },
          { id: "list", name: t("Those of a list") },
          { id: "closed", name: t("Nobody") },
        ]}
        value={draft.mode}
        set={(mode) => change({ mode })}
        help={t(TOLD[draft.mode])}
      />
      {draft.mode === "list" && (
        <ChipsField
          label={t("Addresses and domains")}
          placeholder="kari@example.com, @example.com"
          maxLength={254}
          values={draft.emails}
          set={(emails) => change({ emails })}
        />
      )}
      <p className={common.hint}>{t("Who was invited can always join, whatever is set here.")}</p>
      <SaveRow busy={form.busy} failure={form.failure} isSaved={form.isSaved} />
    </form>
  );
}

export default function SignUpSettings() {
  const api = usePeopleApi();
  const { value, error, reload } = useLoaded("rules", api.rules);
  if (!value) return <Waiting error={error} retry={reload} rows={2} />;
  if (!value.sign_up)
    return (
      <EmptyState
        icon={<DoorOpen />}
        title={t("This is settled elsewhere")}
        text={t("The company that was here first says who may create another.")}
      />
    );
  return <Form saved={value.sign_up} />;
}
