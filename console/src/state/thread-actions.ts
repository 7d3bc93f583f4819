/** Opening a conversation, finding one's way in it, and acting in it. */
import type { Event } from "@switchboard/protocol";
import { messageOf } from "../api/problem";
import type { TimelinePage } from "../api/thread-types";
import { t } from "../i18n/t";
import type { Parts } from "./actions";
import { withEvents, withFields, withRow, withThread } from "./desk";
import { createDraftActions } from "./draft-actions";
import { createMessageActions } from "./message-actions";
import { createScheduledActions } from "./scheduled-actions";
import { gapAfter, lastSeq, type Thread, withPage } from "./thread";
import { createOutbox } from "./thread-outbox";
import { createPageActions, withReached } from "./thread-pages";
import { createTyping } from "./typing";
import { createUploadActions } from "./upload-actions";

export function createThreadActions(parts: Parts) {
  const { api, store, update, complain, kept, watching } = parts;
  const catching = new Set<string>();
  const readUpTo = new Map<string, number>();
  /** Threads whose end is out of view: what comes there has not been seen. */
  const scrolledUp = new Set<string>();
  /** Entries to show once their thread is open. */
  const wanted = new Map<string, number>();
  const jumping = new Set<string>();
  const loading = new Map<string, Promise<void>>();
  const drafts = createDraftActions(parts);
  const outbox = createOutbox(parts, { drafts, toLatest });

  function change(id: string, step: (thread: Thread) => Thread) {
    update((desk) => withThread(desk, id, step));
  }

  const threadOf = (id: string) => store.getState().threads[id];

  async function refreshRow(id: string) {
    const row = await api.conversation(id);
    update((desk) => withRow(desk, row));
  }

  /** Where "New messages" stands: after what the agent had read when they last looked. */
  function drawLine(id: string) {
    const read = store.getState().rows[id]?.read_seq ?? 0;
    change(id, (thread) => {
      const own = thread.events.filter((event) => event.conversation_id === id);
      const news = own.some((event) => event.type === "message.received" && event.seq > read);
      const old = own.some((event) => event.seq <= read);
      return { ...thread, newsAfter: news && old ? read : null };
    });
  }

  async function markRead(id: string) {
    const { rows, openId } = store.getState();
    const thread = threadOf(id);
    const row = rows[id];
    if (!row || thread?.state !== "ready" || openId !== id || thread.detached) return;
    if (!watching() || scrolledUp.has(id)) return;
    const upTo = lastSeq(thread, id);
    const isNews = (event: Event) =>
      event.type === "message.received" && event.conversation_id === id;
    const news = thread.events.findLast(isNews)?.seq ?? 0;
    if (!row.unread && news <= (readUpTo.get(id) ?? news)) {
      readUpTo.set(id, upTo);
      return;
    }
    readUpTo.set(id, upTo);
    update((desk) => withFields(desk, id, { unread: false, read_seq: upTo }));
    try {
      await api.read(id, upTo);
    } catch {
      // The mark that comes back tells it, and the next look at the conversation tries again.
      readUpTo.delete(id);
      update((desk) => withFields(desk, id, { unread: true }));
    }
  }

  /** One load at a time: who asks while it is under way gets what it brings. */
  function loadThread(id: string): Promise<void> {
    const known = loading.get(id);
    if (known) return known;
    const mine = fetchThread(id).finally(() => loading.delete(id));
    loading.set(id, mine);
    return mine;
  }

  async function fetchThread(id: string) {
    const around = wanted.get(id) ?? null;
    wanted.delete(id);
    change(id, (thread) => ({ ...thread, state: "loading", error: null }));
    try {
      const [page] = await Promise.all([
        api.timeline(id, around === null ? {} : { around }),
        refreshRow(id),
      ]);
      showPage(id, page, around);
      drawLine(id);
      if (around !== null) aim(id, around);
      kept.setOutbox(id, threadOf(id)?.pending ?? []);
      markRead(id);
    } catch (error) {
      change(id, (thread) => ({ ...thread, state: "error", error: messageOf(error) }));
    }
  }

  /** Put a page in the place of what is held, unless both make one piece. */
  function showPage(id: string, page: TimelinePage, around: number | null) {
    const last = lastSeq({ events: page.items }, id);
    const version = store.getState().rows[id]?.version ?? 0;
    change(id, (thread) => {
      const live = around === null && !thread.detached;
      const before = live ? thread : { ...thread, events: [], chapters: [] };
      const held = withReached(withPage(before, page.items), page);
      const detached = around !== null && last < version;
      return { ...held, detached, state: "ready" as const };
    });
  }

  /** Fetch what lies between the entries held and the newest one. */
  async function catchUp(id: string) {
    if (catching.has(id) || threadOf(id)?.detached) return;
    catching.add(id);
    try {
      const thread = threadOf(id);
      let after = thread && (gapAfter(thread.events, 0, id) ?? lastSeq(thread, id));
      while (after !== undefined) {
        const page = await api.timeline(id, { after_seq: after });
        update((desk) => withEvents(desk, id, page.items));
        const reached: number = lastSeq({ events: page.items }, id);
        after = page.next_cursor === null || reached <= after ? undefined : reached;
      }
      markRead(id);
    } catch (error) {
      complain(t("Some messages could not be loaded"), error);
    } finally {
      catching.delete(id);
    }
  }

  function open(id: string | null) {
    const left = store.getState().openId;
    if (left && left !== id) drafts.saveDrafts();
    update((desk) => ({ ...desk, openId: id }));
    if (id === null) return;
    drafts.loadDrafts(id);
    scheduled.loadScheduled(id);
    const thread = threadOf(id);
    if (thread?.state === "ready") {
      if (left !== id) drawLine(id);
      if (!thread.detached) catchUp(id);
      else if (!jumping.has(id)) toLatest(id);
      return;
    }
    update((desk) => ({
      ...desk,
      threads: { ...desk.threads, [id]: thread ?? outbox.restored(id) },
    }));
    loadThread(id);
  }

  function aim(id: string, seq: number) {
    change(id, (thread) => ({
      ...thread,
      target: { seq, turn: (thread.target?.turn ?? 0) + 1 },
    }));
  }

  /** Show one entry, from wherever it has to be fetched; now, or once its thread is open. */
  async function jump(id: string, seq: number) {
    const thread = threadOf(id);
    if (thread?.state !== "ready") {
      wanted.set(id, seq);
      return;
    }
    const { events } = thread;
    if (!events.some((event) => event.seq === seq && event.conversation_id === id)) {
      jumping.add(id);
      try {
        showPage(id, await api.timeline(id, { around: seq }), seq);
      } catch (error) {
        complain(t("That message could not be shown"), error);
        return;
      } finally {
        jumping.delete(id);
      }
    }
    aim(id, seq);
  }

  async function toLatest(id: string) {
    if (!threadOf(id)?.detached) return;
    try {
      showPage(id, await api.timeline(id), null);
      markRead(id);
    } catch (error) {
      complain(t("The newest messages could not be loaded"), error);
    }
  }

  const messages = createMessageActions(parts);
  const scheduled = createScheduledActions(parts, drafts);
  const uploads = createUploadActions(parts, drafts, outbox.write);

  return {
    open,
    jump,
    toLatest,
    ...createPageActions(parts, markRead),
    catchUp,
    markRead,
    /** Whether the end of a thread is in view; only what is seen is read. */
    seeEnd(id: string, inView: boolean) {
      if (!inView) scrolledUp.add(id);
      else if (scrolledUp.delete(id)) markRead(id);
    },
    write: outbox.write,
    resend: outbox.resend,
    discard: outbox.discard,
    takeBack: outbox.takeBack,
    undo: outbox.undo,
    showAndResend: outbox.showAndResend,
    ...drafts,
    ...messages,
    ...scheduled,
    ...uploads,
    ...createTyping(parts.send),
    reloadThread: loadThread,
    /** After a pause in the live connection: forget what is not on screen, resume what is. */
    refreshThreads() {
      const { openId, threads } = store.getState();
      const opened = openId ? threads[openId] : undefined;
      // What waits to be sent is not forgotten, wherever it was written.
      const waiting = Object.entries(threads).filter(([, each]) => each.pending.length > 0);
      const left = Object.fromEntries(waiting);
      update((desk) => ({
        ...desk,
        threads: openId && opened ? { ...left, [openId]: opened } : left,
      }));
      outbox.resendUnreachable();
      drafts.saveDrafts();
      if (!openId) return;
      // What came while the first page was under way was told to nobody.
      if (opened?.state === "ready") catchUp(openId);
      else if (loading.has(openId)) loading.get(openId)?.then(() => catchUp(openId));
      else open(openId);
    },
  };
}
