/** A half-written reply and a half-written note, side by side for each conversation. */
import type { Attachment, Quote, SavedDraft } from "../api/thread-types";
import type { Kind, Letter } from "./thread";

export type Mention = { id: string; name: string };

/** The note that a new one answers. */
export type Answered = { id: string; name: string; text: string };

export type DraftPart = {
  text: string;
  attachments: Attachment[];
  reply_to: Quote | null;
  parent: Answered | null;
  mentions: Mention[];
  /** Quick replies, as they are typed. */
  options: string[];
  /** Of mail; null until the agent changes what is proposed. */
  cc: string[] | null;
  subject: string | null;
  /** The suggested answer that the text began as. */
  suggestion_id: string | null;
  /** Newer than what the server keeps. */
  unsaved: boolean;
  /** The thread's last `seq` when the first word was written. */
  since: number | null;
};

export type Draft = {
  kind: Kind;
  reply: DraftPart;
  note: DraftPart;
  /** The channel chosen for the next reply. */
  channel_id: string | null;
  /** Whether replies are translated for the customer; null leaves it to the company's settings. */
  translate: boolean | null;
};

export const EMPTY_PART: DraftPart = {
  text: "",
  attachments: [],
  reply_to: null,
  parent: null,
  mentions: [],
  options: [],
  cc: null,
  subject: null,
  suggestion_id: null,
  unsaved: false,
  since: null,
};

export const EMPTY_DRAFT: Draft = {
  kind: "reply",
  reply: EMPTY_PART,
  note: EMPTY_PART,
  channel_id: null,
  translate: null,
};

export function isBlank(part: DraftPart): boolean {
  return !part.text.trim() && part.attachments.length === 0;
}

/** Nothing worth keeping over a reload. */
export function isUntouched({ reply, note, kind, channel_id, translate }: Draft): boolean {
  const untouched = (part: DraftPart) =>
    !part.text &&
    part.attachments.length + part.options.length === 0 &&
    !part.reply_to &&
    part.cc === null &&
    part.subject === null &&
    !part.unsaved;
  const chosen = kind !== "reply" || channel_id !== null || translate !== null;
  return untouched(reply) && untouched(note) && !chosen;
}

export function withPart(draft: Draft, kind: Kind, change: Partial<DraftPart>): Draft {
  return { ...draft, [kind]: { ...draft[kind], ...change } };
}

/** Put back what was not sent, without touching what was written since. */
export function restored(draft: Draft, letter: Pick<Letter, "kind" | "text"> & Partial<Letter>) {
  const { kind, text, attachments = [], reply_to = null, options = [] } = letter;
  const { cc = null, subject = null, suggestion_id = null } = letter;
  const since = draft[kind];
  const known = new Set(since.attachments.map((each) => each.id));
  return {
    ...withPart(draft, kind, {
      text: since.text ? `${text}\n${since.text}` : text,
      attachments: [...attachments.filter((each) => !known.has(each.id)), ...since.attachments],
      reply_to: since.reply_to ?? reply_to,
      options: since.options.length > 0 ? since.options : options,
      cc: since.cc ?? cc,
      subject: since.subject ?? subject,
      suggestion_id: since.suggestion_id ?? suggestion_id,
      unsaved: true,
    }),
    kind,
  };
}

export function toSaved(part: DraftPart): SavedDraft {
  return {
    text: part.text,
    mentions: part.mentions.map((each) => each.id),
    attachments: part.attachments.map((each) => each.id),
    reply_to: part.reply_to?.message_id ?? null,
  };
}

const sameIds = (a: readonly string[], b: readonly string[]) => a.join() === b.join();

export function sameSaved(a: SavedDraft, b: SavedDraft): boolean {
  return (
    a.text === b.text &&
    a.reply_to === b.reply_to &&
    sameIds(a.mentions, b.mentions) &&
    sameIds(a.attachments, b.attachments)
  );
}

/** The people and teams whom the text still names. */
export function namedIn(text: string, mentions: readonly Mention[]): string[] {
  const named = mentions.filter((each) => text.includes(`@${each.name}`));
  return [...new Set(named.map((each) => each.id))];
}
