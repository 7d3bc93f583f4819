/** What the API says about writing: shapes of requests and answers around one conversation. */
import type {
  Attachment as Carried,
  Draft,
  MessageReceived,
  MessageSent,
  NoteAdded,
  Person,
  Quote,
  UploadedFile,
} from "@switchboard/protocol";

export type { Quote, Scheduled, Timeline as TimelinePage } from "@switchboard/protocol";

type Data = MessageReceived["data"];
/** The company has one reaction to a message, and so has each customer. */
export type Reaction = Data["reactions"][number];
export type MailFacts = NonNullable<Data["mail"]>;

export type Note = NoteAdded;
export type Message = MessageReceived | MessageSent;
export type Written = Message | Note;

/** A file that is ours; what a provider keeps has no id. */
export type Attachment = UploadedFile & Partial<Pick<Carried, "voice">>;
/** What comes with a message: a file, a place, a contact card, or what could not be fetched. */
export type Part = Carried;
export type Format = Message["data"]["format"];

export type ReplyBody = {
  text: string;
  format: Format;
  client_id: string;
  attachments: string[];
  channel_id?: string;
  reply_to?: Quote["message_id"];
  /** Quick replies. */
  options?: { title: string }[];
  cc?: string[];
  subject?: string;
  /** The suggested answer that the text began as. */
  suggestion_id?: string;
  translate_to?: string;
};

/** An approved template with its gaps filled in. */
export type TemplateUse = {
  id: string;
  header: string[];
  body: string[];
  /** For each button that has a gap, in their order. */
  buttons: string[];
  header_attachment?: string;
};

export type TemplateBody = { template: TemplateUse; client_id: string; channel_id?: string };

/** The mail as it came: sanitised, with links that end soon. */
export type Original = { html: string | null; full_text: string; source_url: string | null };

/** A first message. `address`: a number or a mail address, which finds or makes the contact. */
export type FirstBody = ({ contact_id: string } | { address: string }) & {
  channel_id: string;
  client_id: string;
  topic?: string;
  subject?: string;
  cc?: string[];
  /** Sent and closed at once. */
  close?: { disposition: string };
} & ({ text: string } | { template: TemplateUse });

export type NoteBody = {
  text: string;
  client_id: string;
  parent_id?: string;
  mentions: string[];
};

export type ScheduleBody = Omit<ReplyBody, "client_id"> & {
  client_id?: string;
  hold: boolean;
} & ({ send_at: string } | { delay_seconds: number });

/** A draft as the server keeps it. */
export type SavedDraft = Omit<Draft, "updated_at">;

/** How a message read before it was edited. */
export type Wording = { text: string; by: Person; at: string };

/** Where a file goes, and the form that has to come with it. */
export type UploadForm = { url: string; fields: Record<string, string> };
