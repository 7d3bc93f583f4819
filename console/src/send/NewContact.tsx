import { useState } from "react";
import { useActions } from "../app/context";
import { t } from "../i18n/t";
import { Field } from "../ui/Field";
import { FormDialog } from "../ui/FormDialog";

type Props = { name: string; created: (contactId: string) => void; close: () => void };

/** Somebody who has not written yet. */
export function NewContact({ name: given, created, close }: Props) {
  const { api } = useActions();
  const [name, setName] = useState(given);
  const [phone, setPhone] = useState("");
  const refusal = name.trim() || phone.trim() ? null : t("Give a name or a phone number");

  async function submit() {
    const number = phone.trim();
    const { id } = await api.createContact({
      name: name.trim() || number,
      ...(number && { phone: number }),
    });
    created(id);
  }

  return (
    <FormDialog
      title={t("New contact")}
      verb={t("Create contact")}
      refusal={refusal}
      submit={submit}
      close={close}
    >
      <Field
        label={t("Name")}
        dir="auto"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Field
        label={t("Phone number")}
        type="tel"
        placeholder="+47 912 34 567"
        value={phone}
        onChange={(event) => setPhone(event.target.value)}
      />
    </FormDialog>
  );
}
