/** When an automatic answer is sent, and how it reads. */
import type { AutoReply } from "../../api/people-types";
import { m, t } from "../../i18n/t";

export const WHEN: readonly { id: AutoReply["when"]; name: string; told: string }[] = [
  { id: "always", name: m("Always"), told: m("To the first message of every conversation.") },
  { id: "closed", name: m("Out of hours"), told: m("While the team's office hours say closed.") },
  { id: "busy", name: m("All busy"), told: m("While it is open, but nobody of the team is free.") },
];

const EXAMPLE: Readonly<Record<string, string>> = {
  "contact.first_name": "Kari",
  "contact.name": "Kari Nordmann",
  "contact.email": "kari@example.com",
  "contact.phone": "+4790123456",
  "account.name": "Nordlys",
};

/** As Kari would read it; what is not known reads as its fallback, or stays. */
export function exampleOf(text: string): string {
  return text
    .replaceAll("{opens_at}", t("tomorrow at 09:00"))
    .replace(/\{\{\s*([\w.]+)\s*(?:\|([^}]*))?\}\}/g, (gap, name: string, fallback?: string) => {
      return EXAMPLE[name] ?? fallback ?? gap;
    });
}
