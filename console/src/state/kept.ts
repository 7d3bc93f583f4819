/** What must survive a reload of the page: half-written texts and messages not yet accepted. */
import { type Draft, EMPTY_DRAFT, EMPTY_PART, isUntouched, restored } from "./drafts";
import { type Letter, type Pending, PLAIN_REPLY } from "./letters";

const draftKey = (id: string) => `switchboard:draft:${id}`;
const outboxKey = (id: string) => `switchboard:outbox:${id}`;

/** An earlier version of this page may have kept it, and known less of drafts. */
function readDraft(stored: string): Draft {
  const draft: Draft = JSON.parse(stored);
  const { reply, note } = draft;
  return {
    ...EMPTY_DRAFT,
    ...draft,
    reply: { ...EMPTY_PART, ...reply },
    note: { ...EMPTY_PART, ...note },
  };
}

function readOutbox(stored: string): Pending[] {
  const pending: Pending[] = JSON.parse(stored);
  return pending.map((each) => ({ ...PLAIN_REPLY, ...each }));
}

export type Kept = ReturnType<typeof createKept>;

export function createKept(storage: Storage) {
  const listeners = new Set<() => void>();
  const drafts = new Map<string, Draft>();

  function draft(id: string): Draft {
    const known = drafts.get(id);
    if (known) return known;
    const stored = storage.getItem(draftKey(id));
    const read = stored ? readDraft(stored) : EMPTY_DRAFT;
    drafts.set(id, read);
    return read;
  }

  function setDraft(id: string, next: Draft) {
    drafts.set(id, next);
    if (isUntouched(next)) storage.removeItem(draftKey(id));
    else storage.setItem(draftKey(id), JSON.stringify(next));
    for (const listener of listeners) listener();
  }

  return {
    draft,
    setDraft,
    restore(id: string, letter: Pick<Letter, "kind" | "text"> & Partial<Letter>) {
      setDraft(id, restored(draft(id), letter));
    },
    /** Nothing that was written may greet whoever signs in next. */
    clear() {
      const ours = Object.keys(storage).filter((key) => key.startsWith("switchboard:"));
      for (const key of ours) storage.removeItem(key);
      drafts.clear();
    },
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    outbox: (id: string): Pending[] => readOutbox(storage.getItem(outboxKey(id)) ?? "[]"),
    setOutbox(id: string, pending: readonly Pending[]) {
      if (pending.length > 0) storage.setItem(outboxKey(id), JSON.stringify(pending));
      else storage.removeItem(outboxKey(id));
    },
  };
}
