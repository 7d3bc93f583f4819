/**
 * The variables of a template, such as {{contact.first_name|there}}; the API reads them by the same
 * pattern (chalicelib/templates/variables.py). What is still there when it is sent is a gap.
 */
import { m, t } from "../i18n/t";

/** `gap`: what it is called where it is missing. */
export type Variable = { name: string; label: string; gap: string; sample: string };

export const VARIABLES: readonly Variable[] = [
  {
    name: "contact.first_name",
    label: m("Contact's first name"),
    gap: m("contact's first name"),
    sample: m("Kari"),
  },
  {
    name: "contact.name",
    label: m("Contact's name"),
    gap: m("contact's name"),
    sample: m("Kari Nordmann"),
  },
  {
    name: "contact.email",
    label: m("Contact's mail"),
    gap: m("contact's mail"),
    sample: "kari@example.com",
  },
  {
    name: "contact.phone",
    label: m("Contact's phone"),
    gap: m("contact's phone"),
    sample: "+47 912 34 567",
  },
  {
    name: "agent.first_name",
    label: m("Your first name"),
    gap: m("your first name"),
    sample: m("Anna"),
  },
  {
    name: "agent.name",
    label: m("Your name"),
    gap: m("your name"),
    sample: m("Anna Berg"),
  },
  {
    name: "agent.email",
    label: m("Your mail"),
    gap: m("your mail"),
    sample: "anna@example.com",
  },
  {
    name: "conversation.number",
    label: m("Conversation's number"),
    gap: m("conversation's number"),
    sample: "1042",
  },
  {
    name: "conversation.topic",
    label: m("Conversation's topic"),
    gap: m("conversation's topic"),
    sample: m("Delivery"),
  },
  {
    name: "conversation.channel",
    label: m("Channel"),
    gap: m("channel"),
    sample: m("Website"),
  },
  {
    name: "conversation.team",
    label: m("Team"),
    gap: m("team"),
    sample: m("Support"),
  },
  {
    name: "company.name",
    label: m("Company's name"),
    gap: m("company's name"),
    sample: m("Nordlys"),
  },
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
  const gap = VARIABLES.find((each) => each.name === variable)?.gap;
  return gap ? t(gap) : variable;
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

/** What a preview shows in the place of each variable. */
export const samples = (): Values =>
  Object.fromEntries(VARIABLES.map(({ name, sample }) => [name, t(sample)]));
