/** What an agent writes, before and while it is on its way. */
import type { Attachment, Format, Quote, TemplateUse } from "../api/thread-types";

export type Kind = "reply" | "note";

/** What an agent wrote, before anything is known of its fate. */
export type Letter = {
  kind: Kind;
  text: string;
  format: Format;
  attachments: Attachment[];
  /** The channel chosen for this message; null leaves it to the conversation. */
  channel_id: string | null;
  reply_to: Quote | null;
  /** The note that this one answers. */
  parent_id: string | null;
  /** Ids of the users and teams that a note names. */
  mentions: string[];
  /** Quick replies that the customer can press. */
  options: string[];
  /** Of mail; null leaves them to the conversation. */
  cc: string[] | null;
  subject: string | null;
  /** An approved template that goes in place of the text, which then only shows how it reads. */
  template: TemplateUse | null;
  /** The suggested answer that the text began as. */
  suggestion_id: string | null;
  /** It goes as it was suggested; what stands in the box stays there. */
  as_suggested: boolean;
  /** The customer receives it in this language. */
  translate_to: string | null;
};

export const PLAIN_REPLY: Letter = {
  kind: "reply",
  text: "",
  format: "plain",
  attachments: [],
  channel_id: null,
  reply_to: null,
  parent_id: null,
  mentions: [],
  options: [],
  cc: null,
  subject: null,
  template: null,
  suggestion_id: null,
  as_suggested: false,
  translate_to: null,
};

/** A letter on its way; `failed` ones wait for the agent, `held` ones can still be undone. */
export type Pending = Letter & {
  client_id: string;
  at: string;
  state: "sending" | "held" | "failed";
  error: string | null;
  /** Nothing answered, so it is sent again by itself once the connection is back. */
  unreachable: boolean;
  /** Whom a note names though they may not see the conversation. */
  not_visible: string[];
  /** The scheduled message that stands for it while it can be undone. */
  held: { id: string; until: string } | null;
  /** Highest `seq` held when it was written: what it becomes has a higher one. */
  after_seq: number;
};
