/**
 * The variables of a template, such as {{contact.first_name|there}}; the API reads them by the same
 * pattern (chalicelib/templates/variables.py). What is still there when it is sent is a gap.
 */

export type Variable = { name: string; label: string; sample: string };

export const VARIABLES: readonly Variable[] = [
  { name: "contact.first_name", label: "Contact's first name", sample: "Kari" },
  { name: "contact.name", label: "Contact's name", sample: "Kari Nordmann" },
  { name: "contact.email", label: "Contact's mail", sample: "kari@example.com" },
  { name: "contact.phone", label: "Contact's phone", sample: "+47 912 34 567" },
  { name: "agent.first_name", label: "Your first name", sample: "Anna" },
  { name: "agent.name", label: "Your name", sample: "Anna Berg" },
  { name: "agent.email", label: "Your mail", sample: "anna@example.com" },
  { name: "conversation.number", label: "Conversation's number", sample: "1042" },
  { name: "conversation.topic", label: "Conversation's topic", sample: "Delivery" },
  { name: "conversation.channel", label: "Channel", sample: "Website" },
  { name: "conversation.team", label: "Team", sample: "Support" },
  { name: "company.name", label: "Company's name", sample: "Nordlys" },
];

const CUSTOM = "contact.custom.";
const VARIABLE =
  /\{\{[ \t]*((?:contact|agent|conversation|company)(?:\.[a-z0-9_-]+)+)[ \t]*(?:\|([^{}\n]*))?\}\}/gi;

export type Values = Readonly<Record<string, string>>;

/** A text with what is known in it. What a value says is never read as a variable. */
export function filled(text: string, values: Values): string {
  return text.replace(VARIABLE, (whole, name: string, fallback: string | undefined) => {
    const value = (values[name.toLowerCase()] ?? "").replace(/\s+/g, " ").trim();
    const known = value.replaceAll("{", "(").replaceAll("}", ")");
    return known || (fallback === undefined ? whole : fallback.trim());
  });
}

export type Gap = { name: string; start: number; end: number };

/** Where somebody still has to write something. */
export function gapsIn(text: string): Gap[] {
  return [...text.matchAll(VARIABLE)].map((found) => ({
    name: (found[1] ?? "").toLowerCase(),
    start: found.index,
    end: found.index + found[0].length,
  }));
}

/** The gap behind a selection, or (`back`) before it. */
export function gapBeside(
  text: string,
  { start, end }: { start: number; end: number },
  back = false,
): Gap | null {
  const gaps = gapsIn(text);
  if (back) return gaps.findLast((gap) => gap.end <= start) ?? null;
  return gaps.find((gap) => gap.start >= end) ?? null;
}

/** What a variable is called: "contact's first name", or the company's own word for it. */
export function nameOf(variable: string): string {
  if (variable.startsWith(CUSTOM)) return variable.slice(CUSTOM.length).replaceAll("_", " ");
  const label = VARIABLES.find((each) => each.name === variable)?.label;
  return label ? label.charAt(0).toLocaleLowerCase() + label.slice(1) : variable;
}

/** A text in which people read what belongs into its gaps. */
export function readable(text: string): string {
  return text.replace(VARIABLE, (_, name: string) => `⟨${nameOf(name.toLowerCase())}⟩`);
}

/** A variable as it is written, with what stands for it when it is not known. */
export function written(variable: string, fallback: string): string {
  const words = fallback.replace(/[{}|\n]/g, "").trim();
  return words ? `{{${variable}|${words}}}` : `{{${variable}}}`;
}

export const custom = (key: string) => CUSTOM + key;

/** Whether an attribute can have this name. */
export const isKey = (key: string) => /^[a-z0-9][a-z0-9_-]{0,39}$/.test(key);

const firstName = (name: string) => name.trim().split(/\s+/)[0] ?? "";

/** What we call somebody who never told their name. */
const isNameless = (name: string) => /^(Visitor \w{4}|[+\d][\d\s().-]*|\S+@\S+)$/.test(name);

type Facts = {
  contact: { name: string };
  agent: { name: string; email: string; account: { name: string } };
  number: number;
  topic: string | null;
  channel: { name: string };
};

/** What this page knows without asking: enough to show which template is meant. */
export function valuesOf({ contact, agent, number, topic, channel }: Facts): Values {
  const name = isNameless(contact.name) ? "" : contact.name;
  return {
    "contact.name": name,
    "contact.first_name": firstName(name),
    "agent.name": agent.name,
    "agent.first_name": firstName(agent.name),
    "agent.email": agent.email,
    "conversation.number": String(number),
    "conversation.topic": topic ?? "",
    "conversation.channel": channel.name,
    "company.name": agent.account.name,
  };
}

export const SAMPLES: Values = Object.fromEntries(
  VARIABLES.map(({ name, sample }) => [name, sample]),
);
