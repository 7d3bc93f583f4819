/** Opening a conversation and acting in it. */
import type { Conversation } from "@switchboard/protocol";
import { messageOf, Problem } from "../api/problem";
import type { Parts } from "./actions";
import { withEvents, withRow, withThread, withToast } from "./desk";
import {
  EMPTY_THREAD,
  gapAfter,
  lastSeq,
  type Pending,
  type Thread,
  withoutPending,
  withPending,
} from "./thread";

export function createThreadActions(parts: Parts) {
  const { api, store, update, complain, kept, newId, watching } = parts;
  const catching = new Set<string>();
  const readUpTo = new Map<string, number>();

  function change(id: string, step: (thread: Thread) => Thread) {
    update((desk) => withThread(desk, id, step));
  }

  function keepOutbox(id: string) {
    kept.setOutbox(id, store.getState().threads[id]?.pending ?? []);
  }

  function restored(id: string): Thread {
    const pending = kept.outbox(id).map((each) => ({
      ...each,
      state: "failed" as const,
      error: each.error ?? "The page was closed before this was sent.",
    }));
    return { ...EMPTY_THREAD, pending };
  }

  async function fetchRow(id: string) {
    const row = await api.conversation(id);
    update((desk) => withRow(desk, row));
  }

  async function markRead(id: string) {
    const { rows, threads, openId } = store.getState();
    const thread = threads[id];
    const row = rows[id];
    if (!row || thread?.state !== "ready" || openId !== id || !watching()) return;
    const upTo = lastSeq(thread);
    const news = thread.events.findLast((event) => event.type === "message.received")?.seq ?? 0;
    if (!row.unread && news <= (readUpTo.get(id) ?? news)) {
      readUpTo.set(id, upTo);
      return;
    }
    readUpTo.set(id, upTo);
    update((desk) => ({ ...desk, rows: { ...desk.rows, [id]: { ...row, unread: false } } }));
    try {
      await api.read(id, upTo);
    } catch {
      // The mark that comes back tells it, and the next look at the conversation tries again.
      readUpTo.delete(id);
      update((desk) => withRow(desk, { ...(desk.rows[id] as Conversation), unread: true }));
    }
  }

  async function loadThread(id: string) {
    change(id, (thread) => ({ ...thread, state: "loading", error: null }));
    try {
      const [page] = await Promise.all([api.timeline(id), fetchRow(id)]);
      update((desk) => withEvents(desk, id, page.items));
      change(id, (thread) => ({ ...thread, state: "ready", olderCursor: page.next_cursor }));
      keepOutbox(id);
      markRead(id);
    } catch (error) {
      change(id, (thread) => ({ ...thread, state: "error", error: messageOf(error) }));
    }
  }

  /** Fetch what lies between the entries held and the newest one. */
  async function catchUp(id: string) {
    if (catching.has(id)) return;
    catching.add(id);
    try {
      const thread = store.getState().threads[id];
      let after = thread && (gapAfter(thread.events) ?? lastSeq(thread));
      while (after !== undefined) {
        const page = await api.timeline(id, { after_seq: after });
        update((desk) => withEvents(desk, id, page.items));
        after = page.next_cursor === null ? undefined : page.items.at(-1)?.seq;
      }
      markRead(id);
    } catch (error) {
      complain("Some messages could not be loaded", error);
    } finally {
      catching.delete(id);
    }
  }

  function open(id: string | null) {
    update((desk) => ({ ...desk, openId: id }));
    if (id === null) return;
    const thread = store.getState().threads[id];
    if (thread?.state === "ready") {
      catchUp(id);
      return;
    }
    update((desk) => ({ ...desk, threads: { ...desk.threads, [id]: thread ?? restored(id) } }));
    loadThread(id);
  }

  async function loadOlder(id: string) {
    const thread = store.getState().threads[id];
    if (!thread?.olderCursor || thread.loadingOlder) return;
    change(id, (held) => ({ ...held, loadingOlder: true }));
    try {
      const page = await api.timeline(id, { before: thread.olderCursor });
      update((desk) => withEvents(desk, id, page.items));
      change(id, (held) => ({ ...held, olderCursor: page.next_cursor }));
    } catch (error) {
      complain("Older messages could not be loaded", error);
    } finally {
      change(id, (held) => ({ ...held, loadingOlder: false }));
    }
  }

  /** Someone else was first: nothing was sent, so the words go back to where they were written. */
  function lostTheRace(id: string, problem: Problem, pending: Pending | null) {
    if (pending) {
      change(id, (thread) => withoutPending(thread, pending.client_id));
      kept.restore(id, pending.text, pending.kind);
    }
    const title = problem.winner
      ? `${problem.winner.name} took this conversation`
      : problem.message;
    const text = pending ? "Your reply was not sent. Its text is back in the box." : "";
    const toast = { id: newId(), tone: "danger" as const, title, text, conversationId: null };
    update((desk) => withToast(desk, toast));
    fetchRow(id).catch((error) => complain("The conversation could not be refreshed", error));
  }

  async function post(id: string, pending: Pending) {
    change(id, (thread) => withPending(thread, { ...pending, state: "sending", error: null }));
    keepOutbox(id);
    try {
      const event =
        pending.kind === "reply"
          ? await api.reply(id, pending.text, pending.client_id)
          : await api.note(id, pending.text, pending.client_id);
      update((desk) => withEvents(desk, id, [event]));
      change(id, (thread) => withoutPending(thread, pending.client_id));
    } catch (error) {
      if (error instanceof Problem && error.code === "taken") lostTheRace(id, error, pending);
      else {
        const failed = { ...pending, state: "failed" as const, error: messageOf(error) };
        change(id, (thread) => withPending(thread, failed));
      }
    }
    keepOutbox(id);
  }

  function write(id: string, kind: Pending["kind"], text: string) {
    const thread = store.getState().threads[id];
    if (!thread) return Promise.resolve();
    return post(id, {
      client_id: newId(),
      kind,
      text,
      at: new Date().toISOString(),
      state: "sending",
      error: null,
      after_seq: lastSeq(thread),
    });
  }

  async function act(id: string, title: string, ask: () => Promise<Conversation>) {
    try {
      const row = await ask();
      update((desk) => withRow(desk, row));
      await catchUp(id);
    } catch (error) {
      if (error instanceof Problem && error.code === "taken") lostTheRace(id, error, null);
      else complain(title, error);
    }
  }

  return {
    open,
    loadOlder,
    catchUp,
    markRead,
    reply: (id: string, text: string) => write(id, "reply", text),
    note: (id: string, text: string) => write(id, "note", text),
    resend: (id: string, pending: Pending) => post(id, pending),
    discard(id: string, clientId: string) {
      change(id, (thread) => withoutPending(thread, clientId));
      keepOutbox(id);
    },
    async retryDelivery(id: string, messageId: string) {
      try {
        const event = await api.retry(id, messageId);
        update((desk) => withEvents(desk, id, [event]));
      } catch (error) {
        complain("The message was not sent again", error);
      }
    },
    take: (id: string) => act(id, "You could not take this conversation", () => api.take(id)),
    close: (id: string) => act(id, "This conversation was not closed", () => api.close(id)),
    reopen: (id: string) => act(id, "This conversation was not reopened", () => api.reopen(id)),
    reloadThread: loadThread,
    /** After a pause in the live connection: forget what is not on screen, resume what is. */
    refreshThreads() {
      const { openId, threads } = store.getState();
      const opened = openId ? threads[openId] : undefined;
      update((desk) => ({ ...desk, threads: openId && opened ? { [openId]: opened } : {} }));
      if (openId && opened?.state === "ready") catchUp(openId);
      else if (openId) open(openId);
    },
  };
}
