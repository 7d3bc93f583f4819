import { t } from "../i18n/t";
import { type Command, SECTIONS } from "./commands";

/** Commands whose title or section holds every word of the query. */
export function matching(commands: readonly Command[], query: string): Command[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = commands.filter(({ title, section }) => {
    const text = `${title} ${t(SECTIONS[section])}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
  // Sections keep together, in the order in which they were given.
  const sections = [...new Set(found.map((command) => command.section))];
  return sections.flatMap((section) => found.filter((command) => command.section === section));
}
