import { useState } from "react";
import { useActions, useDesk } from "../app/context";
import { t } from "../i18n/t";
import { Field } from "../ui/Field";
import { FormDialog } from "../ui/FormDialog";
import type { PickerProps } from "./Dialogs";

/** Mails what was said between the company and the customer; notes stay inside. */
export function TranscriptDialog({ ids, close }: PickerProps) {
  const { mailTranscript } = useActions();
  const name = useDesk((desk) => desk.rows[ids[0] ?? ""]?.contact.name);
  const [email, setEmail] = useState("");

  async function submit() {
    const failure = await mailTranscript(ids[0] ?? "", email.trim());
    if (failure) throw new Error(failure);
    close();
  }

  return (
    <FormDialog
      title={t("Mail the transcript")}
      verb={t("Send")}
      refusal={email.includes("@") ? null : t("Enter an email address")}
      submit={submit}
      close={close}
    >
      <Field
        label={t("To|recipient")}
        type="email"
        autoComplete="off"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <p dir="auto">
        {name
          ? t("All messages with {name}, without notes.", { name })
          : t("All messages with the customer, without notes.")}
      </p>
    </FormDialog>
  );
}
