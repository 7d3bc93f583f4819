/**
 * Writing to someone first: which channels reach them, and why another does not. The server has the
 * last word; this says it before anything is written (CH-05, CH-06, CH-19, CH-23).
 */
import type { FirstBody, TemplateUse } from "../api/thread-types";
import type { Channel, ContactDetails, Conversation, Reach } from "../api/types";
import { t } from "../i18n/t";
import { abilitiesOf, type Capabilities, lengthOf } from "../thread/capabilities";
import { isAddress } from "../thread/mail";
import { closedWords, type Standing, standingOf } from "../thread/windows";
import { channelName } from "../ui/channels";

/** Whom it goes to: somebody known, or a phone number or mail address that may be. */
export type Recipient =
  | { kind: "contact"; contact: ContactDetails; history: readonly Conversation[] }
  | { kind: "phone" | "email"; address: string };

export type Way = {
  channel: Channel;
  able: Capabilities;
  standing: Standing;
  /** Why free text can't be sent on it; `template`: one that is approved can. */
  closed: { title: string; text: string } | null;
  template: boolean;
};

export function nameOf(recipient: Recipient): string {
  return recipient.kind === "contact" ? recipient.contact.name : recipient.address;
}

/** What was typed as an address that can be written to, or null when it is a name. */
export function addressOf(words: string): Recipient | null {
  const text = words.trim();
  if (isAddress(text)) return { kind: "email", address: text };
  if (!/^\+?[\d\s()./-]{5,}$/.test(text)) return null;
  const digits = text.replace(/\D/g, "");
  const international = text.startsWith("+")
    ? digits
    : text.startsWith("00")
      ? digits.slice(2)
      : "";
  return { kind: "phone", address: international ? `+${international}` : digits };
}

const isE164 = (address: string) => /^\+[1-9]\d{6,14}$/.test(address);

/** When the contact last wrote on a channel, from all that is known of them. */
function heardOn(channel: Channel, contact: ContactDetails, history: readonly Conversation[]) {
  const all: Reach[] = [
    ...contact.channels,
    ...history.flatMap((row): Reach[] => row.channels ?? [row.channel]),
  ].filter((reach) => reach.id === channel.id);
  const times = all.flatMap((reach) => reach.heard_at ?? []);
  return {
    // Only conversations tell: on a channel without one the contact never wrote.
    heard_at: times.sort().at(-1) ?? null,
    opted_out: all.some((reach) => reach.opted_out),
  };
}

function reachable(channel: Channel, able: Capabilities, contact: ContactDetails): boolean {
  if (contact.channels.some((each) => each.id === channel.id)) return true;
  const kinds = contact.identities.map((each) => each.kind);
  if (able.space === "phone") return Boolean(contact.phone) || kinds.includes("phone");
  if (able.space === "email") return Boolean(contact.email) || kinds.includes("email");
  return kinds.includes(channel.kind);
}

const MISSING = {
  phone: () => ({
    title: t("There is no phone number"),
    text: t("Add one to the contact, or write to a number."),
  }),
  email: () => ({
    title: t("There is no mail address"),
    text: t("Add one to the contact, or write to one."),
  }),
};

function wayTo(channel: Channel, recipient: Recipient, now: number): Way | null {
  const able = abilitiesOf(channel);
  const name = nameOf(recipient);
  const way = (standing: Standing): Way => ({
    channel,
    able,
    standing,
    closed: closedWords(standing, channel, able, name),
    template: standing.state !== "open" && standing.template,
  });
  if (recipient.kind !== "contact") {
    if (able.space !== recipient.kind) return null;
    const standing = standingOf(able, { heard_at: null, opted_out: false }, now);
    if (recipient.kind === "email" || isE164(recipient.address)) return way(standing);
    const closed = {
      title: t("This is not a whole phone number"),
      text: t("Begin with + and the country's code, such as +47 912 34 567."),
    };
    return { ...way(standing), closed, template: false };
  }
  const { contact, history } = recipient;
  const there = reachable(channel, able, contact);
  // A visitor of the website is reached where they left, and nowhere else.
  if (!able.pushes) return there ? way({ state: "open", closesAt: null }) : null;
  if (there) return way(standingOf(able, heardOn(channel, contact, history), now));
  const never: Standing = { state: "never_wrote", template: false, closedAt: null };
  const missing = able.space === "own" ? null : MISSING[able.space]();
  return missing ? { ...way(never), closed: missing } : way(never);
}

/** The channels that may carry a first message, those that can before those that can't. */
export function waysTo(
  recipient: Recipient,
  channels: readonly Channel[],
  now: number,
  kind?: string,
): Way[] {
  const named = kind === undefined ? null : channelName(kind);
  const ways = channels
    .filter((channel) => !named || channelName(channel.kind) === named)
    .flatMap((channel) => wayTo(channel, recipient, now) ?? []);
  const rank = ({ closed, template }: Way) => (closed ? (template ? 1 : 2) : 0);
  return ways.sort((a, b) => rank(a) - rank(b));
}

export type Words = {
  text: string;
  topic: string;
  subject: string;
  cc: string[];
  /** An approved template in place of the text, and why it can't go yet. */
  template: { use: () => TemplateUse; refusal: string | null } | null;
};

export const NO_WORDS: Words = { text: "", topic: "", subject: "", cc: [], template: null };

/** Why it can't be sent yet, or null. */
export function firstRefusal(way: Way | undefined, words: Words): string | null {
  if (!way) return t("There is no channel to reach them on");
  if (words.template) return words.template.refusal;
  if (way.closed) return way.template ? t("Choose a template") : way.closed.title;
  const text = words.text.trim();
  if (!text) return t("Write the first message");
  const over = lengthOf(text, way.able.unit) - way.able.longest;
  return over > 0 && !way.able.splits ? t("That's {over} too long", { over }) : null;
}

type Close = { disposition: string } | null;

export function firstBody(
  recipient: Recipient,
  way: Way,
  words: Words,
  clientId: string,
  close: Close = null,
): FirstBody {
  const { able, channel } = way;
  const { text, topic, subject, cc, template } = words;
  return {
    ...(recipient.kind === "contact"
      ? { contact_id: recipient.contact.id }
      : { address: recipient.address }),
    channel_id: channel.id,
    client_id: clientId,
    ...(template ? { template: template.use() } : { text: text.trim() }),
    ...(topic.trim() && !able.subject ? { topic: topic.trim() } : {}),
    ...(able.subject && subject.trim() ? { subject: subject.trim() } : {}),
    ...(able.subject && cc.length > 0 ? { cc } : {}),
    ...(close ? { close } : {}),
  };
}

/** The conversation that goes on there already, if one does. */
export function openOn(recipient: Recipient, channelId: string): Conversation | undefined {
  if (recipient.kind !== "contact") return undefined;
  return recipient.history.find(
    (row) =>
      row.status === "open" &&
      !row.merged_into &&
      (row.channels ?? [row.channel]).some((each) => each.id === channelId),
  );
}
