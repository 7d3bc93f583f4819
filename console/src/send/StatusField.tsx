import { useState } from "react";
import { DISPOSITIONS, LONGEST_DISPOSITION } from "../commands/dispositions";
import { t } from "../i18n/t";
import { Field } from "../ui/Field";
import { Select } from "../ui/Select";

const OTHER = "other";

type Props = { status: string; change: (status: string) => void };

/** How the conversation ends, which sending closes (CH-26, CH-28). */
export function StatusField({ status, change }: Props) {
  const [other, setOther] = useState(false);
  return (
    <>
      <Select
        label={t("Status")}
        value={other ? OTHER : status}
        onChange={(event) => {
          const chosen = event.target.value;
          setOther(chosen === OTHER);
          change(chosen === OTHER ? "" : chosen);
        }}
      >
        <option value="">{t("Choose how it ends…")}</option>
        {DISPOSITIONS.map((name) => (
          <option key={name} value={name}>
            {t(name)}
          </option>
        ))}
        <option value={OTHER}>{t("Something else…")}</option>
      </Select>
      {other && (
        <Field
          label={t("In your words")}
          dir="auto"
          maxLength={LONGEST_DISPOSITION}
          value={status}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </>
  );
}
