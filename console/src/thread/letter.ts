/** A draft as what would be sent, and why it can't be sent now. */
import type { Channel as Known } from "@switchboard/protocol";
import type { Conversation } from "../api/types";
import type { Draft } from "../state/drafts";
import { namedIn } from "../state/drafts";
import type { Letter, Thread } from "../state/thread";
import type { Upload } from "../state/uploads";
import { isMarkdown } from "../text/markdown";
import { type Capabilities, capabilitiesOf, lengthOf, NOTES } from "./capabilities";

export type Channel = Conversation["channels"][number];

/** The channel that the next reply takes. */
export function channelOf(row: Conversation, draft: Draft): Channel {
  const channels = row.channels ?? [row.channel];
  return channels.find((each) => each.id === draft.channel_id) ?? row.channel;
}

export function ableOf(row: Conversation, draft: Draft, known: readonly Known[]): Capabilities {
  return draft.kind === "note" ? NOTES : capabilitiesOf(known, channelOf(row, draft).id);
}

export function letterOf(row: Conversation, draft: Draft, able: Capabilities): Letter {
  const { kind, channel_id } = draft;
  const part = draft[kind];
  const text = part.text.trim();
  const note = kind === "note";
  return {
    kind,
    text,
    format: !note && able.markdown && isMarkdown(text) ? "markdown" : "plain",
    attachments: note ? [] : part.attachments,
    channel_id: note || channel_id === row.channel.id ? null : channel_id,
    reply_to: note ? null : part.reply_to,
    parent_id: note ? (part.parent?.id ?? null) : null,
    mentions: note ? namedIn(text, part.mentions) : [],
  };
}

type Facts = { draft: Draft; able: Capabilities; uploads: readonly Upload[]; offline: boolean };

/** Why what is written can't go now, or null when it can. */
export function refusalOf({ draft, able, uploads, offline }: Facts): string | null {
  const { text, attachments } = draft[draft.kind];
  const over = lengthOf(text) - able.longest;
  if (offline) return "You're offline. Your text is kept.";
  if (over > 0) return `That's ${over} characters too long.`;
  if (uploads.some((each) => !each.error)) return "Your files are still on their way.";
  if (uploads.length > 0) return "A file could not be attached. Try again or remove it.";
  if (attachments.length > 0 && draft.kind === "reply" && !able.attachments) {
    return "This channel can't carry files. Remove them, or choose another channel.";
  }
  if (text.trim() || (draft.kind === "reply" && attachments.length > 0)) return null;
  return "Write something first.";
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
  return reply ? (reply.actor.name ?? "A colleague") : null;
}
