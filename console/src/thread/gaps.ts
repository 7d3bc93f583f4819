/** The gaps of an approved template: which there are, how it reads filled, and when it may go. */
import type { TemplateUse } from "../api/thread-types";
import type { Approved } from "../api/types";
import { t } from "../i18n/t";
import { languageName as nameOfTag } from "../text/languages";
import { capital } from "../text/people";

const GAP = /\{\{\s*([\w.]+)\s*\}\}/g;

export type Gap = {
  /** Where it stands among the form's fields. */
  id: string;
  part: "header" | "body" | "button";
  /** `1`, `2` …, or a name. */
  name: string;
  label: string;
  /** Which of the template's buttons it is in. */
  button?: number;
};

/** The names of the gaps in a text, each once, in their order: numbers by value, names as they come. */
export function gapsIn(text: string): string[] {
  const names = [...new Set([...text.matchAll(GAP)].map(([, name]) => name as string))];
  const numbered = names.every((name) => /^\d+$/.test(name));
  return numbered ? names.sort((a, b) => Number(a) - Number(b)) : names;
}

function labelOf(part: "header" | "body", name: string): string {
  if (!/^\d+$/.test(name)) return capital(name.replaceAll("_", " "));
  return part === "body" ? t("Value {name}", { name }) : t("Header value {name}", { name });
}

/** The fields that a template asks for. A button without a gap asks for nothing. */
export function formOf({ header, header_format, body, buttons }: Approved): Gap[] {
  const fields = (part: "header" | "body", text: string) =>
    gapsIn(text).map(
      (name): Gap => ({ id: `${part}-${name}`, part, name, label: labelOf(part, name) }),
    );
  return [
    ...(header_format === "text" ? fields("header", header) : []),
    ...fields("body", body),
    ...buttons.flatMap(({ kind, text, value }, button): Gap[] => {
      if (kind === "copy_code") {
        return [
          {
            id: `button-${button}`,
            part: "button",
            name: value,
            label: t("Code of “{text}”", { text }),
            button,
          },
        ];
      }
      if (kind !== "url" || gapsIn(value).length === 0) return [];
      return [
        {
          id: `button-${button}`,
          part: "button",
          name: value,
          label: t("End of the link of “{text}”", { text }),
          button,
        },
      ];
    }),
  ];
}

/** Whether the header is a file that the agent has to choose. */
export function wantsFile({ header_format }: Approved): boolean {
  return header_format !== "none" && header_format !== "text";
}

export type Values = Readonly<Record<string, string>>;

/** A part's text as the customer reads it; what is still empty stays a gap. */
export function filledPart(text: string, part: "header" | "body", values: Values): string {
  return text.replace(GAP, (gap, name: string) => values[`${part}-${name}`]?.trim() || gap);
}

/** The names that nobody has to type. */
export function prefilled(form: readonly Gap[], customer: string, agent: string): Values {
  const first = (name: string) => name.trim().split(/\s+/)[0] ?? name;
  const known: Record<string, string> = {
    name: customer,
    customer_name: customer,
    first_name: first(customer),
    agent: agent,
    agent_name: agent,
  };
  const found = form.flatMap(({ id, name }): [string, string][] => {
    const value = known[name.toLowerCase()];
    return value ? [[id, value]] : [];
  });
  return Object.fromEntries(found);
}

/** Providers refuse line breaks and long gaps in what fills a gap. */
const MOST = 1024;

/** Why it can't go yet, or null. */
export function gapRefusal(
  template: Approved,
  values: Values,
  file: { id: string } | null,
): string | null {
  if (wantsFile(template) && !file) return t("Choose the file at the top.");
  for (const { id, label } of formOf(template)) {
    const value = values[id]?.trim() ?? "";
    if (!value) return t("Fill in “{label}”.", { label });
    if (value.length > MOST) return t("“{label}” is too long.", { label });
  }
  return null;
}

/** The template as the API takes it. */
export function filledUse(
  template: Approved,
  values: Values,
  file: { id: string } | null,
): TemplateUse {
  const of = (part: Gap["part"]) =>
    formOf(template)
      .filter((gap) => gap.part === part)
      .map(({ id }) => (values[id] ?? "").trim().replace(/\s+/g, " "));
  return {
    id: template.id,
    header: of("header"),
    body: of("body"),
    buttons: of("button"),
    ...(file ? { header_attachment: file.id } : {}),
  };
}

/** How it reads in the thread until the server tells. */
export function textOf(template: Approved, values: Values): string {
  const header = template.header_format === "text" ? template.header : "";
  return [filledPart(header, "header", values), filledPart(template.body, "body", values)]
    .concat(template.footer)
    .filter(Boolean)
    .join("\n\n");
}

/** "en_US" as people say it; a code that is none stays. */
export function languageName(code: string): string {
  const tag = code.replaceAll("_", "-");
  const name = nameOfTag(tag);
  return name === tag ? code : name;
}
