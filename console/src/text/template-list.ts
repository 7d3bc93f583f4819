/** Which templates can be used in a conversation, and which of them are meant by what is typed. */
import type { Template } from "@switchboard/protocol";
import { withoutMarks } from "./markdown";
import { filled, readable, type Values } from "./template";

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** How a template begins, in one line and without its marks. */
export function previewOf({ text, format }: Template, values: Values): string {
  const words = readable(filled(text, values));
  return (format === "markdown" ? withoutMarks(words) : words).replace(/\s+/g, " ");
}

function rank({ short_code, name, folder, text }: Template, query: string): number {
  if (short_code === query) return 0;
  if (short_code?.startsWith(query)) return 1;
  const words = plain(name).split(/\s+/);
  if (words.some((word) => word.startsWith(query))) return 2;
  return plain(`${short_code ?? ""} ${name} ${folder ?? ""} ${text}`).includes(query) ? 3 : 4;
}

const SCOPE = { private: 0, team: 1, everyone: 2 };

/** By short code, then by name, then by any word; of equals one's own come first. */
export function matchingTemplates(templates: readonly Template[], typed: string): Template[] {
  const query = plain(typed);
  return templates
    .map((template) => ({ template, rank: rank(template, query) }))
    .filter((each) => each.rank < 4)
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        SCOPE[a.template.visibility] - SCOPE[b.template.visibility] ||
        a.template.name.localeCompare(b.template.name),
    )
    .map((each) => each.template);
}
