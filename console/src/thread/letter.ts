/** A draft as what would be sent, and why it can't be sent now. */
import type { Conversation, Channel as Known, Reach } from "../api/types";
import { t, tn } from "../i18n/t";
import type { Draft } from "../state/drafts";
import { namedIn } from "../state/drafts";
import { type Letter, PLAIN_REPLY } from "../state/letters";
import type { Thread } from "../state/thread";
import { channelRefusal, type Upload } from "../state/uploads";
import { isMarkdown } from "../text/markdown";
import { gapsIn, nameOf } from "../text/template";
import { type Capabilities, capabilitiesOf, lengthOf, NOTES } from "./capabilities";

export type Channel = Reach;

/** The channels that the contact can be reached on, the conversation's own first. */
export function channelsOf(row: Conversation): readonly Reach[] {
  return row.channels ?? [row.channel];
}

/** The channel that the next reply takes. */
export function channelOf(row: Conversation, draft: Draft): Channel {
  const channels = channelsOf(row);
  const own = channels.find((each) => each.id === row.channel.id);
  return channels.find((each) => each.id === draft.channel_id) ?? own ?? row.channel;
}

export function ableOf(row: Conversation, draft: Draft, known: readonly Known[]): Capabilities {
  return draft.kind === "note" ? NOTES : capabilitiesOf(known, channelOf(row, draft).id);
}

/** What is proposed for the next mail, until the agent says something else. */
type Proposed = { subject: string; cc: string[] };

export function letterOf(
  row: Conversation,
  draft: Draft,
  able: Capabilities,
  proposed: Proposed = { subject: "", cc: [] },
  translate_to: string | null = null,
): Letter {
  const { kind, channel_id } = draft;
  const part = draft[kind];
  const text = part.text.trim();
  if (kind === "note") {
    const parent_id = part.parent?.id ?? null;
    return { ...PLAIN_REPLY, kind, text, parent_id, mentions: namedIn(text, part.mentions) };
  }
  const options = part.options.map((title) => title.trim()).filter(Boolean);
  return {
    ...PLAIN_REPLY,
    text,
    format: able.markdown && isMarkdown(text) ? "markdown" : "plain",
    attachments: part.attachments,
    channel_id: channel_id === row.channel.id ? null : channel_id,
    reply_to: able.quotes ? part.reply_to : null,
    options: options.slice(0, able.buttons),
    cc: able.subject ? (part.cc ?? proposed.cc) : null,
    suggestion_id: part.suggestion_id,
    translate_to,
    subject: able.subject ? (part.subject ?? proposed.subject).trim() || null : null,
  };
}

/** What the server takes of one message, however many the channel makes of it. */
const MOST = 10_000;

type Facts = { draft: Draft; able: Capabilities; uploads: readonly Upload[]; offline: boolean };

/** Why the quick replies can't go as they are, or null. */
function optionsRefusal(options: readonly string[], text: string, able: Capabilities) {
  const titles = options.map((title) => title.trim()).filter(Boolean);
  if (able.buttons === 0 || titles.length === 0) return null;
  const long = titles.find((title) => lengthOf(title) > able.buttonLength);
  if (long) {
    return tn(
      able.buttonLength,
      "“{title}” is longer than {count} character.",
      "“{title}” is longer than {count} characters.",
      { title: long },
    );
  }
  if (new Set(titles).size < titles.length) return t("Two quick replies say the same.");
  return text.trim() ? null : t("Quick replies need a text to stand under.");
}

/** Why what is written can't go now, or null when it can. */
export function refusalOf({ draft, able, uploads, offline }: Facts): string | null {
  const { text, attachments, options } = draft[draft.kind];
  const over = able.splits
    ? lengthOf(text.trim()) - MOST
    : lengthOf(text.trim(), able.unit) - able.longest;
  const reply = draft.kind === "reply";
  if (offline) return t("You're offline. Your text is kept.");
  if (over > 0) {
    const bytes = able.unit === "bytes" && !able.splits;
    return bytes
      ? tn(over, "That's {count} bytes too long.", "That's {count} bytes too long.")
      : tn(over, "That's {count} characters too long.", "That's {count} characters too long.");
  }
  if (uploads.some((each) => !each.error)) return t("Your files are still on their way.");
  if (uploads.length > 0) return t("A file could not be attached. Try again or remove it.");
  if (attachments.length > 0 && reply && !able.attachments) {
    return t("This channel can't carry files. Remove them, or choose another channel.");
  }
  // Attached for another channel, perhaps.
  for (const file of reply ? attachments : []) {
    const refused = channelRefusal(file, able.files);
    if (refused) return `${file.name}: ${refused}`;
  }
  const [gap] = reply ? gapsIn(text) : [];
  if (gap) return t("Fill in “{name}” before you send this.", { name: nameOf(gap.name) });
  const refused = reply ? optionsRefusal(options, text, able) : null;
  if (refused) return refused;
  if (text.trim() || (reply && attachments.length > 0)) return null;
  return t("Write something first.");
}

/** The colleague who replied after this draft was begun, if any. */
export function repliedSince(thread: Thread, since: number | null, meId: string): string | null {
  if (since === null) return null;
  const reply = thread.events.findLast(
    (event) =>
      event.type === "message.sent" &&
      event.seq > since &&
      event.actor.kind === "agent" &&
      event.actor.id !== meId,
  );
  return reply ? (reply.actor.name ?? t("A colleague")) : null;
}
