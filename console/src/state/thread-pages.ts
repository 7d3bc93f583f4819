/** Reading on in a thread: what lies above it, also in earlier conversations, and below a jump. */
import type { TimelinePage } from "../api/thread-types";
import { t } from "../i18n/t";
import type { Parts } from "./actions";
import { withThread } from "./desk";
import { lastSeq, olderOf, type Thread, withChapter, withPage } from "./thread";

export function withReached(thread: Thread, page: TimelinePage): Thread {
  return { ...thread, olderCursor: page.next_cursor, earlier: page.earlier ?? null };
}

export function createPageActions(
  { api, store, update, complain }: Parts,
  markRead: (id: string) => Promise<void>,
) {
  const threadOf = (id: string) => store.getState().threads[id];

  function change(id: string, step: (thread: Thread) => Thread) {
    update((desk) => withThread(desk, id, step));
  }

  async function loadOlder(id: string) {
    const thread = threadOf(id);
    const next = thread && olderOf(thread);
    if (!next || thread.loadingOlder) return;
    change(id, (held) => ({ ...held, loadingOlder: true }));
    try {
      if ("earlier" in next) await loadChapter(id, next.earlier);
      else if (next.id) await growChapter(id, next.id, next.before);
      else {
        const page = await api.timeline(id, { before: next.before });
        change(id, (held) => withReached(withPage(held, page.items), page));
      }
    } catch (error) {
      complain(t("Older messages could not be loaded"), error);
    } finally {
      change(id, (held) => ({ ...held, loadingOlder: false }));
    }
  }

  async function loadChapter(id: string, earlier: string) {
    const [row, page] = await Promise.all([api.conversation(earlier), api.timeline(earlier)]);
    const facts = { id: earlier, number: row.number ?? null, at: row.created_at };
    change(id, (thread) =>
      withChapter(thread, {
        ...facts,
        events: page.items,
        olderCursor: page.next_cursor,
        earlier: page.earlier ?? null,
      }),
    );
  }

  async function growChapter(id: string, chapterId: string, before: string) {
    const page = await api.timeline(chapterId, { before });
    change(id, (thread) => {
      const held = thread.chapters.find((each) => each.id === chapterId);
      if (!held) return thread;
      const reached = { olderCursor: page.next_cursor, earlier: page.earlier ?? null };
      return withChapter(thread, { ...held, ...reached, events: [...page.items, ...held.events] });
    });
  }

  async function loadNewer(id: string) {
    const thread = threadOf(id);
    if (!thread?.detached || thread.loadingNewer) return;
    change(id, (held) => ({ ...held, loadingNewer: true }));
    try {
      const page = await api.timeline(id, { after_seq: lastSeq(thread, id) });
      change(id, (held) => ({
        ...withPage(held, page.items),
        detached: page.next_cursor !== null,
      }));
      markRead(id);
    } catch (error) {
      complain(t("Newer messages could not be loaded"), error);
    } finally {
      change(id, (held) => ({ ...held, loadingNewer: false }));
    }
  }

  return { loadOlder, loadNewer };
}
