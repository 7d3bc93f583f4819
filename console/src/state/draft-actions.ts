/**
 * Keeps drafts on the server, a moment after the last key: written here, they are there on every
 * device. What could not be saved stays `unsaved` and is tried again when the connection is back.
 */
import { SignedOut, Unreachable } from "../api/problem";
import type { Attachment, SavedDraft } from "../api/thread-types";
import { t } from "../i18n/t";
import type { Parts } from "./actions";
import { type DraftPart, EMPTY_PART, sameSaved, toSaved, withPart } from "./drafts";
import type { Kind, Letter } from "./thread";

const SAVE_AFTER_MS = 700;
const KINDS = ["reply", "note"] as const;

/** A file that another device attached; its name comes with the message. */
const attached = (id: string): Attachment => ({
  id,
  name: t("Attached file"),
  mime_type: "application/octet-stream",
  size: 0,
  kind: "file",
});

export function createDraftActions({ api, kept, store, complain }: Parts) {
  const due = new Map<string, ReturnType<typeof setTimeout>>();
  const saving = new Map<string, Promise<void>>();
  const touched = new Map<string, [id: string, kind: Kind]>();

  const keyOf = (id: string, kind: Kind) => `${kind}:${id}`;

  function set(id: string, kind: Kind, change: Partial<DraftPart>) {
    kept.setDraft(id, withPart(kept.draft(id), kind, change));
  }

  async function put(id: string, kind: Kind) {
    const saved = toSaved(kept.draft(id)[kind]);
    try {
      await api.saveDraft(id, kind, saved);
      const part = kept.draft(id)[kind];
      if (part.unsaved && sameSaved(toSaved(part), saved)) set(id, kind, { unsaved: false });
    } catch (error) {
      // Kept on this device until the connection or the session is back.
      if (error instanceof Unreachable || error instanceof SignedOut) return;
      complain(t("Your draft is kept on this device only"), error);
    }
  }

  /** One request at a time for each draft, so that an older text never comes last. */
  function save(id: string, kind: Kind): Promise<void> {
    const key = keyOf(id, kind);
    clearTimeout(due.get(key));
    due.delete(key);
    const mine = (saving.get(key) ?? Promise.resolve()).then(() =>
      kept.draft(id)[kind].unsaved ? put(id, kind) : undefined,
    );
    saving.set(key, mine);
    return mine;
  }

  function saveSoon(id: string, kind: Kind) {
    const key = keyOf(id, kind);
    touched.set(key, [id, kind]);
    clearTimeout(due.get(key));
    due.set(
      key,
      setTimeout(() => save(id, kind), SAVE_AFTER_MS),
    );
  }

  function take(id: string, kind: Kind, saved: SavedDraft | null) {
    const part = kept.draft(id)[kind];
    if (part.unsaved) {
      save(id, kind);
      return;
    }
    const pending = store.getState().threads[id]?.pending ?? [];
    // It is on its way already; the server forgets the draft when it gets there.
    if (saved && pending.some((each) => each.kind === kind && each.text === saved.text.trim()))
      return;
    if (saved ? sameSaved(toSaved(part), saved) : sameSaved(toSaved(part), toSaved(EMPTY_PART)))
      return;
    const known = new Map(part.attachments.map((each) => [each.id, each]));
    const quoted = store
      .getState()
      .threads[id]?.events.find((event) => event.id === saved?.reply_to);
    const quote =
      quoted?.type === "message.received" || quoted?.type === "message.sent"
        ? { message_id: quoted.id, text: quoted.data.text, author: quoted.actor.kind }
        : null;
    set(id, kind, {
      ...EMPTY_PART,
      text: saved?.text ?? "",
      attachments: (saved?.attachments ?? []).map((each) => known.get(each) ?? attached(each)),
      // These stay with this browser.
      mentions: part.mentions,
      options: part.options,
      cc: part.cc,
      subject: part.subject,
      suggestion_id: part.suggestion_id,
      reply_to: quote,
    });
  }

  return {
    editDraft(id: string, kind: Kind, change: Partial<DraftPart>) {
      set(id, kind, { ...change, unsaved: true });
      saveSoon(id, kind);
    },
    /** Empty the box for what is being sent; resolves once no older text can reach the server. */
    clearDraft(id: string, kind: Kind, onServerToo = false): Promise<void> {
      const key = keyOf(id, kind);
      clearTimeout(due.get(key));
      due.delete(key);
      set(id, kind, { ...EMPTY_PART, unsaved: onServerToo });
      if (kind === "reply") kept.setDraft(id, { ...kept.draft(id), channel_id: null });
      return onServerToo ? save(id, kind) : (saving.get(key) ?? Promise.resolve());
    },
    restoreDraft(id: string, letter: Pick<Letter, "kind" | "text"> & Partial<Letter>) {
      kept.restore(id, letter);
      saveSoon(id, letter.kind);
    },
    async loadDrafts(id: string) {
      try {
        const saved = await api.drafts(id);
        for (const kind of KINDS) take(id, kind, saved[kind]);
      } catch (error) {
        if (error instanceof Unreachable) return;
        complain(t("Your drafts could not be loaded"), error);
      }
    },
    /** Now rather than in a moment: the page is left, or the connection is back. */
    saveDrafts() {
      for (const [id, kind] of touched.values()) {
        if (kept.draft(id)[kind].unsaved) save(id, kind);
      }
    },
  };
}

export type DraftActions = ReturnType<typeof createDraftActions>;
