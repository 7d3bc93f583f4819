/** What a channel can do, so that the composer offers nothing that would be refused. */
import type { Able, Channel, FileLimits } from "../api/types";

export type Capabilities = {
  /** Longest text, in `unit`. */
  longest: number;
  unit: Able["unit"];
  /** A longer text goes out as several messages. */
  splits: boolean;
  attachments: boolean;
  /** What files may be sent, where the channel tells. */
  files: FileLimits | null;
  markdown: boolean;
  quotes: boolean;
  /** Null: none; empty: any emoji; else these alone. */
  reactions: readonly string[] | null;
  /** What was sent can be changed, or taken back, where the customer reads it. */
  edits: boolean;
  deletes: boolean;
  /** Most quick replies that a message can carry, and the longest of them. */
  buttons: number;
  buttonLength: number;
  templates: boolean;
  canInitiate: boolean;
  windowHours: number | null;
  humanWindowHours: number | null;
  segments: boolean;
  subject: boolean;
  /** Whether a provider carries it; else the customer reads from us. */
  pushes: boolean;
  /** What addresses are: phone numbers, mail addresses, or the provider's own. */
  space: Able["space"];
};

/** Until the channels are known, or for one that is gone: the server has the last word. */
const UNKNOWN: Capabilities = {
  longest: 4096,
  unit: "characters",
  splits: false,
  attachments: true,
  files: null,
  markdown: false,
  quotes: true,
  reactions: null,
  edits: false,
  deletes: false,
  buttons: 0,
  buttonLength: 20,
  templates: false,
  canInitiate: true,
  windowHours: null,
  humanWindowHours: null,
  segments: false,
  subject: false,
  pushes: true,
  space: "own",
};

export const NOTES: Capabilities = {
  ...UNKNOWN,
  longest: 10_000,
  attachments: false,
  markdown: true,
  edits: true,
  deletes: true,
};

export function abilitiesOf({ capabilities: able }: Channel): Capabilities {
  return {
    longest: able.max_length,
    unit: able.unit,
    splits: able.splits,
    attachments: able.attachments,
    files: able.files,
    markdown: able.rich_text,
    quotes: able.quotes,
    reactions: able.reactions,
    edits: able.edits,
    deletes: able.deletes,
    buttons: able.buttons,
    buttonLength: able.button_length,
    templates: able.templates,
    canInitiate: able.can_initiate,
    windowHours: able.window_hours,
    humanWindowHours: able.human_window_hours,
    segments: able.segments,
    subject: able.subject,
    pushes: able.pushes,
    space: able.space,
  };
}

export function capabilitiesOf(channels: readonly Channel[], channelId: string): Capabilities {
  const channel = channels.find((each) => each.id === channelId);
  return channel ? abilitiesOf(channel) : UNKNOWN;
}

const encoder = new TextEncoder();

/** How long a text is as its channel counts; characters are code points, so an emoji is one. */
export function lengthOf(text: string, unit: Capabilities["unit"] = "characters"): number {
  if (unit === "bytes") return encoder.encode(text).length;
  return unit === "utf16" ? text.length : [...text].length;
}
