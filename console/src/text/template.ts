/** Fills a template's variables in, such as {{contact.first_name}}. */

type People = { contact: { name: string }; agent: { name: string } };

const firstName = (name: string) => name.trim().split(/\s+/)[0] ?? name;

/** A variable that nobody knows stays as it is, where whoever sends it will see it. */
export function filled(template: string, { contact, agent }: People): string {
  const values: Record<string, string> = {
    "contact.name": contact.name,
    "contact.first_name": firstName(contact.name),
    "agent.name": agent.name,
    "agent.first_name": firstName(agent.name),
  };
  return template.replace(
    /\{\{\s*([a-z_.]+)\s*\}\}/g,
    (whole, name: string) => values[name] ?? whole,
  );
}
