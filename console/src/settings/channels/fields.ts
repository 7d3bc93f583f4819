/** What is filled in when a channel is connected, as the API takes it. */

import type { ChannelChange, KindField } from "../../api/channel-types";
import { t } from "../../i18n/t";

/** What was filled in, by `nameOf`. */
export type Filled = Readonly<Record<string, string>>;

/** How the API names a field when it refuses it. */
export function nameOf(field: Pick<KindField, "part" | "name">): string {
  return field.part === "address" ? "address" : `${field.part}.${field.name}`;
}

function part(fields: readonly KindField[], filled: Filled, which: KindField["part"]) {
  return Object.fromEntries(
    fields
      .filter((field) => field.part === which)
      .map((field) => [field.name, (filled[nameOf(field)] ?? "").trim()] as const)
      .filter(([, value]) => value !== ""),
  );
}

/** The parts of a request; what was left empty is left out. */
export function partsOf(fields: readonly KindField[], filled: Filled) {
  const address = (filled.address ?? "").trim();
  return {
    ...(address && { address }),
    settings: part(fields, filled, "settings"),
    credentials: part(fields, filled, "credentials"),
  } satisfies ChannelChange;
}

/** The first thing that is missing, as a reason why the form can't be sent. */
export function missing(fields: readonly KindField[], filled: Filled): string | null {
  const empty = fields.find(
    (field) => field.required && !field.generated && !filled[nameOf(field)]?.trim(),
  );
  return empty ? t("Fill in: {field}", { field: empty.label }) : null;
}

/** What stands in the fields of a channel already; secrets are never shown again. */
export function filledFrom(
  fields: readonly KindField[],
  settings: Readonly<Record<string, unknown>>,
  address: string | null,
): Filled {
  return Object.fromEntries(
    fields
      .filter((field) => field.part !== "credentials")
      .map((field) => {
        const value = field.part === "address" ? address : settings[field.name];
        return [nameOf(field), value === undefined || value === null ? "" : String(value)];
      }),
  );
}
