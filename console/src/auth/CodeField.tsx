import { t } from "../i18n/t";
import { Field } from "../ui/Field";

/** A code from a mail: phones offer to fill it in. */
export function CodeField({ error }: { error: string | undefined }) {
  return (
    <Field
      label={t("Code")}
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      autoFocus
      required
      error={error}
    />
  );
}
