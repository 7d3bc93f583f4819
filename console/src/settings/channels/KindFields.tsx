import type { KindField } from "../../api/channel-types";
import { fieldError } from "../../api/problem";
import { t } from "../../i18n/t";
import { Field } from "../../ui/Field";
import { type Filled, nameOf } from "./fields";
import { LongField } from "./LongField";

type Props = {
  fields: readonly KindField[];
  filled: Filled;
  fill: (name: string, value: string) => void;
  /** What the API said of the last try. */
  failure: unknown;
};

const LONG = new Set(["signature", "greeting"]);

function helpOf(field: KindField): string | undefined {
  const made = t("Leave it empty and one is made for you.");
  return [field.help, field.generated && made].filter(Boolean).join(" ") || undefined;
}

/** The fields that a kind of channel asks for, each with its help and its own error. */
export function KindFields({ fields, filled, fill, failure }: Props) {
  return fields.map((field) => {
    const name = nameOf(field);
    const said = fieldError(failure, name);
    const { label } = field;
    const common = {
      label: field.required || field.generated ? label : t("{label} (optional)", { label }),
      placeholder: field.example,
      help: helpOf(field),
      error: said === "required" ? t("Fill this in.") : said,
      value: filled[name] ?? "",
    };
    if (LONG.has(field.name)) {
      return (
        <LongField key={name} {...common} onChange={(event) => fill(name, event.target.value)} />
      );
    }
    const isSecret = field.part === "credentials";
    return (
      <Field
        key={name}
        {...common}
        type={isSecret ? "password" : "text"}
        autoComplete={isSecret ? "new-password" : "off"}
        spellCheck={false}
        onChange={(event) => fill(name, event.target.value)}
      />
    );
  });
}
