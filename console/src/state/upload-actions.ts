/** Attaches files: each goes to the file store at once, so that sending need not wait for it. */
import { createStore } from "zustand/vanilla";
import { messageOf } from "../api/problem";
import type { Attachment } from "../api/thread-types";
import type { FileLimits } from "../api/types";
import { tn } from "../i18n/t";
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

  type Wanted = Pick<Upload, "conversationId" | "kind" | "file" | "limits">;

  function begin(wanted: Wanted, error = fileRefusal(wanted.file, wanted.limits)): Upload {
    const picture = wanted.file.type.startsWith("image/") && !error;
    const preview = picture ? URL.createObjectURL(wanted.file) : null;
    const upload = { ...wanted, id: newId(), progress: 0, error, preview };
    uploads.setState([...uploads.getState(), upload], true);
    return upload;
  }

  return {
    uploads,
    previewOf: (attachmentId: string): string | null => previews.get(attachmentId) ?? null,
    /** `limits`: what the channel takes, where it tells. */
    attachFiles(
      conversationId: string,
      kind: Kind,
      files: readonly File[],
      limits: FileLimits | null = null,
    ) {
      const there =
        kept.draft(conversationId)[kind].attachments.length +
        uploads.getState().filter((each) => each.conversationId === conversationId && !each.error)
          .length;
      const tooMany = tn(MOST_FILES, "A message holds one file.", "A message holds {count} files.");
      for (const [index, file] of files.entries()) {
        const wanted = { conversationId, kind, file, limits };
        const full = there + index >= MOST_FILES;
        const upload = full ? begin(wanted, tooMany) : begin(wanted);
        if (!upload.error) attach(upload);
      }
    },
    retryUpload(upload: Upload) {
      const error = fileRefusal(upload.file, upload.limits);
      change(upload.id, { error, progress: 0 });
      if (!error) attach({ ...upload, error: null, progress: 0 });
    },
    cancelUpload({ id, preview }: Upload) {
      underWay.get(id)?.abort();
      if (preview) URL.revokeObjectURL(preview);
      remove(id);
    },
    /** Upload a file that belongs to no draft; throws with the reason when it is refused. */
    async uploadFile(file: File, limits: FileLimits | null): Promise<Attachment> {
      const refusal = fileRefusal(file, limits);
      if (refusal) throw new Error(refusal);
      const facts = { name: file.name, mime_type: file.type, size: file.size };
      const { attachment, upload: form } = await api.newAttachment(facts);
      await api.sendFile(form, file, () => {}, new AbortController().signal);
      return attachment;
    },
    /** A recording goes as a message of its own, as soon as it is there. */
    async sendVoice(id: string, file: File, letter: Letter) {
      const upload = begin({ conversationId: id, kind: "reply", file, limits: null });
      if (upload.error) return;
      const attachment = await transfer(upload);
      if (!attachment) return;
      remove(upload.id);
      await write(id, { ...letter, attachments: [attachment] });
    },
  };
}
