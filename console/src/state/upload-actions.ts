/** Attaches files: each goes to the file store at once, so that sending need not wait for it. */
import { createStore } from "zustand/vanilla";
import { messageOf } from "../api/problem";
import type { Attachment } from "../api/thread-types";
import type { Parts } from "./actions";
import type { DraftActions } from "./draft-actions";
import type { Kind, Letter } from "./thread";
import { fileRefusal, MOST_FILES, type Upload } from "./uploads";

export function createUploadActions(
  { api, kept, newId }: Parts,
  drafts: DraftActions,
  write: (id: string, letter: Letter) => Promise<void>,
) {
  const uploads = createStore<readonly Upload[]>()(() => []);
  const underWay = new Map<string, AbortController>();
  /** Pictures attached in this page, shown from memory. */
  const previews = new Map<string, string>();

  function change(id: string, fields: Partial<Upload>) {
    uploads.setState(
      uploads.getState().map((each) => (each.id === id ? { ...each, ...fields } : each)),
      true,
    );
  }

  function remove(id: string) {
    uploads.setState(
      uploads.getState().filter((each) => each.id !== id),
      true,
    );
  }

  async function transfer(upload: Upload): Promise<Attachment | null> {
    const control = new AbortController();
    underWay.set(upload.id, control);
    const { file } = upload;
    try {
      const facts = { name: file.name, mime_type: file.type, size: file.size };
      const { attachment, upload: form } = await api.newAttachment(facts);
      control.signal.throwIfAborted();
      await api.sendFile(form, file, (progress) => change(upload.id, { progress }), control.signal);
      if (upload.preview) previews.set(attachment.id, upload.preview);
      return attachment;
    } catch (error) {
      if (!control.signal.aborted) change(upload.id, { error: messageOf(error) });
      return null;
    } finally {
      underWay.delete(upload.id);
    }
  }

  async function attach(upload: Upload) {
    const attachment = await transfer(upload);
    if (!attachment) return;
    remove(upload.id);
    const { conversationId, kind } = upload;
    const { attachments } = kept.draft(conversationId)[kind];
    drafts.editDraft(conversationId, kind, { attachments: [...attachments, attachment] });
  }

  function begin(conversationId: string, kind: Kind, file: File, error: string | null): Upload {
    const preview = file.type.startsWith("image/") && !error ? URL.createObjectURL(file) : null;
    const upload = { id: newId(), conversationId, kind, file, progress: 0, error, preview };
    uploads.setState([...uploads.getState(), upload], true);
    return upload;
  }

  return {
    uploads,
    previewOf: (attachmentId: string): string | null => previews.get(attachmentId) ?? null,
    attachFiles(id: string, kind: Kind, files: readonly File[]) {
      const there =
        kept.draft(id)[kind].attachments.length +
        uploads.getState().filter((each) => each.conversationId === id && !each.error).length;
      for (const [index, file] of files.entries()) {
        const full = there + index >= MOST_FILES ? `A message holds ${MOST_FILES} files.` : null;
        const upload = begin(id, kind, file, full ?? fileRefusal(file));
        if (!upload.error) attach(upload);
      }
    },
    retryUpload(upload: Upload) {
      const error = fileRefusal(upload.file);
      change(upload.id, { error, progress: 0 });
      if (!error) attach({ ...upload, error: null, progress: 0 });
    },
    cancelUpload({ id, preview }: Upload) {
      underWay.get(id)?.abort();
      if (preview) URL.revokeObjectURL(preview);
      remove(id);
    },
    /** A recording goes as a message of its own, as soon as it is there. */
    async sendVoice(id: string, file: File, letter: Letter) {
      const upload = begin(id, "reply", file, fileRefusal(file));
      if (upload.error) return;
      const attachment = await transfer(upload);
      if (!attachment) return;
      remove(upload.id);
      await write(id, { ...letter, attachments: [attachment] });
    },
  };
}
