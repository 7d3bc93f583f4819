/** What a channel can do, so that the composer offers nothing that would be refused. */
import type { Capabilities as Able, Channel } from "@switchboard/protocol";

export type Capabilities = {
  /** Longest text, in characters as the server counts them. */
  longest: number;
  attachments: boolean;
  markdown: boolean;
  /** What was sent can be changed and taken back where the customer reads it. */
  edits: boolean;
};

const USUAL = 4096;

/** Until the channels are known, or for one that is gone: the server has the last word. */
const UNKNOWN: Capabilities = { longest: USUAL, attachments: true, markdown: false, edits: false };

export const NOTES: Capabilities = {
  longest: 10_000,
  attachments: false,
  markdown: true,
  edits: true,
};

function fromServer(able: Able): Capabilities {
  return {
    longest: able.max_length,
    attachments: able.attachments,
    markdown: able.rich_text,
    // Where the customer reads from us, messages can change.
    edits: !able.pushes,
  };
}

export function capabilitiesOf(channels: readonly Channel[], channelId: string): Capabilities {
  const channel = channels.find((each) => each.id === channelId);
  return channel ? fromServer(channel.capabilities) : UNKNOWN;
}

/** Characters as the server counts them: code points, so that an emoji is not two. */
export function lengthOf(text: string): number {
  return [...text].length;
}
