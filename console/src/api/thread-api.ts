/** The calls that a conversation's thread and composer make. */
import type { Event } from "@switchboard/protocol";
import type { Ask } from "./http";
import type {
  Attachment,
  NoteBody,
  Original,
  ReplyBody,
  SavedDraft,
  ScheduleBody,
  Scheduled,
  TemplateBody,
  TimelinePage,
  UploadForm,
  Wording,
} from "./thread-types";
import { upload } from "./upload";

type Where = { before?: string; after_seq?: number; around?: number };

const PAGE = "50";

export function createThreadApi(ask: Ask) {
  const part = encodeURIComponent;
  const conversation = (id: string) => `/conversations/${part(id)}`;
  const message = (id: string, messageId: string) =>
    `${conversation(id)}/messages/${part(messageId)}`;
  const note = (id: string, noteId: string) => `${conversation(id)}/notes/${part(noteId)}`;
  const scheduled = (id: string, scheduledId: string) =>
    `${conversation(id)}/scheduled/${part(scheduledId)}`;

  return {
    timeline(id: string, where: Where = {}) {
      const given = Object.entries(where).map(([name, value]) => [name, String(value)]);
      const query = new URLSearchParams([["limit", PAGE], ...given] as [string, string][]);
      return ask<TimelinePage>("GET", `${conversation(id)}/timeline?${query}`);
    },
    reply: (id: string, body: ReplyBody) =>
      ask<Event>("POST", `${conversation(id)}/messages`, body),
    sendTemplate: (id: string, body: TemplateBody) =>
      ask<Event>("POST", `${conversation(id)}/messages`, body),
    retry: (id: string, messageId: string) => ask<Event>("POST", `${message(id, messageId)}/retry`),
    editMessage: (id: string, messageId: string, text: string) =>
      ask<Event>("PATCH", message(id, messageId), { text }),
    deleteMessage: (id: string, messageId: string) =>
      ask<{ retracted: boolean }>("DELETE", message(id, messageId)),
    wordings: (id: string, messageId: string) =>
      ask<{ items: Wording[] }>("GET", `${message(id, messageId)}/history`),
    react: (id: string, messageId: string, emoji: string | null) =>
      ask<Event>("POST", `${message(id, messageId)}/reactions`, { emoji }),
    mail: (id: string, messageId: string) => ask<Original>("GET", `${message(id, messageId)}/mail`),
    labelMessage: (id: string, messageId: string, change: { add: string[]; remove: string[] }) =>
      ask<Event>("POST", `${message(id, messageId)}/labels`, change),
    attachmentLink: (id: string, messageId: string, attachmentId: string) =>
      ask<{ url: string; expires_in: number }>(
        "GET",
        `${message(id, messageId)}/attachments/${part(attachmentId)}`,
      ),

    note: (id: string, body: NoteBody) => ask<Event>("POST", `${conversation(id)}/notes`, body),
    editNote: (id: string, noteId: string, text: string, mentions: string[]) =>
      ask<Event>("PATCH", note(id, noteId), { text, mentions }),
    deleteNote: (id: string, noteId: string) => ask<void>("DELETE", note(id, noteId)),

    drafts: (id: string) =>
      ask<{ reply: SavedDraft | null; note: SavedDraft | null }>(
        "GET",
        `${conversation(id)}/drafts`,
      ),
    saveDraft: (id: string, kind: "reply" | "note", draft: SavedDraft) =>
      ask<void>("PUT", `${conversation(id)}/drafts/${kind}`, draft),

    scheduled: (id: string) => ask<{ items: Scheduled[] }>("GET", `${conversation(id)}/scheduled`),
    schedule: (id: string, body: ScheduleBody) =>
      ask<Scheduled>("POST", `${conversation(id)}/scheduled`, body),
    changeScheduled: (
      id: string,
      scheduledId: string,
      change: { text?: string; send_at?: string; hold?: boolean },
    ) => ask<Scheduled>("PATCH", scheduled(id, scheduledId), change),
    cancelScheduled: (id: string, scheduledId: string) =>
      ask<void>("DELETE", scheduled(id, scheduledId)),
    sendScheduled: (id: string, scheduledId: string) =>
      ask<Event>("POST", `${scheduled(id, scheduledId)}/send`),

    transcript: (id: string) =>
      ask<{ name: string; text: string }>("GET", `${conversation(id)}/transcript`),
    mailTranscript: (id: string, email: string) =>
      ask<void>("POST", `${conversation(id)}/transcript`, { email }),

    newAttachment: (file: { name: string; mime_type: string; size: number }) =>
      ask<{ attachment: Attachment; upload: UploadForm }>("POST", "/attachments", file),
    sendFile: upload,
  };
}

export type ThreadApi = ReturnType<typeof createThreadApi>;
