/** What the API says about writing: shapes of requests and answers around one conversation. */
import type { Draft, Event, Person, Quote, Scheduled, UploadedFile } from "@switchboard/protocol";

export type { Quote, Scheduled, Timeline as TimelinePage } from "@switchboard/protocol";

export type Written = Extract<Event, { type: "message.received" | "message.sent" | "note.added" }>;
export type Note = Extract<Event, { type: "note.added" }>;
export type Message = Exclude<Written, Note>;

/** A file that is ours; what a provider keeps has no id. */
export type Attachment = UploadedFile;
export type Format = Message["data"]["format"];

export type ReplyBody = {
  text: string;
  format: Format;
  client_id: string;
  attachments: string[];
  channel_id?: string;
  reply_to?: Quote["message_id"];
};

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

export type ScheduledFrame = {
  type: "scheduled.updated";
  conversation_id: string;
  data: Scheduled;
};

/** A draft as the server keeps it. */
export type SavedDraft = Omit<Draft, "updated_at">;

/** How a message read before it was edited. */
export type Wording = { text: string; by: Person; at: string };

/** Where a file goes, and the form that has to come with it. */
export type UploadForm = { url: string; fields: Record<string, string> };
