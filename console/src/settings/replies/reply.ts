/** When an automatic answer is sent, and how it reads. */
import type { AutoReply } from "../../api/people-types";

export const WHEN: readonly { id: AutoReply["when"]; name: string; told: string }[] = [
  { id: "always", name: "Always", told: "To the first message of every conversation." },
  { id: "closed", name: "Out of hours", told: "While the team's office hours say closed." },
  { id: "busy", name: "All busy", told: "While it is open, but nobody of the team is free." },
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
    .replaceAll("{opens_at}", "tomorrow at 09:00")
    .replace(/\{\{\s*([\w.]+)\s*(?:\|([^}]*))?\}\}/g, (gap, name: string, fallback?: string) => {
      return EXAMPLE[name] ?? fallback ?? gap;
    });
}
