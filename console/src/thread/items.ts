/** Turns timeline entries into what is drawn, one line of the list each. */
import type { Event } from "@switchboard/protocol";
import type { Message, Note, Written } from "../api/thread-types";
import { t } from "../i18n/t";
import type { Chapter, Pending, Thread } from "../state/thread";
import { isWritten } from "../state/thread-fold";
import { linesOf } from "../text/lines";
import { dayOf } from "../text/time";

export type Look = "customer" | "own" | "note";

export type WrittenItem = {
  kind: "written";
  key: string;
  look: Look;
  entry: Written;
  /** The first and the last of one author's run. */
  starts: boolean;
  ends: boolean;
  /** A later message of the run tells the same fate. */
  quiet: boolean;
  /** Answers to a note, oldest first. */
  replies: Note[];
  /** The channel's kind, at the head of a run, where the conversation runs on several. */
  channel: string | null;
  /** From an earlier conversation, where nothing can be done any more but to read. */
  past: boolean;
};

export type Item =
  | { kind: "day"; key: string; iso: string }
  | { kind: "line"; key: string; iso: string; text: string }
  /** A note was answered that stands further up; by the reader where there is no name. */
  | { kind: "answer"; key: string; iso: string; name: string | null; noteId: string }
  | { kind: "news"; key: string }
  | { kind: "chapter"; key: string; number: number | null; iso: string }
  | WrittenItem
  | { kind: "pending"; key: string; pending: Pending; starts: boolean };

/** The key of whatever stands where this conversation begins. */
export const BEGINNING = "beginning";

const GROUP_WITHIN_MS = 5 * 60_000;

export function lookOf(event: Written): Look {
  if (event.type === "note.added") return "note";
  return event.type === "message.received" ? "customer" : "own";
}

const channelIdOf = (event: Written) =>
  event.type === "note.added" ? null : event.data.channel_id;

/** Who of a group wrote. */
const writerOf = (event: Written) =>
  event.type === "message.received" ? (event.data.author?.address ?? null) : null;

function continues(last: WrittenItem, event: Written): boolean {
  const { entry } = last;
  return (
    last.look === lookOf(event) &&
    channelIdOf(entry) === channelIdOf(event) &&
    writerOf(entry) === writerOf(event) &&
    last.replies.length === 0 &&
    entry.actor.id === event.actor.id &&
    entry.actor.kind === event.actor.kind &&
    entry.conversation_id === event.conversation_id &&
    Date.parse(event.occurred_at) - Date.parse(entry.occurred_at) < GROUP_WITHIN_MS
  );
}

export type Fate = "queued" | "sent" | "delivered" | "read" | "failed";

/** How far a message came; what the customer's web chat has shown was read, whatever came before. */
export function fateOf(entry: Message, readSeq: number): Fate | null {
  if (entry.type !== "message.sent") return null;
  const { status } = entry.data.delivery;
  return status !== "failed" && entry.seq <= readSeq ? "read" : status;
}

type Facts = { meId: string; conversationId: string; readSeq: number; newsAfter: number | null };

/** Which notes answer which; an answer to an answer belongs to the same discussion. */
function discussions(events: readonly Event[]): Map<string, Note[]> {
  const roots = new Map<string, string>();
  const replies = new Map<string, Note[]>();
  for (const event of events) {
    if (event.type !== "note.added") continue;
    const parent = event.data.parent_id;
    const root = parent ? roots.get(parent) : undefined;
    roots.set(event.id, root ?? event.id);
    if (!root) continue;
    const known = replies.get(root);
    if (known) known.push(event);
    else replies.set(root, [event]);
  }
  return replies;
}

class Drawing {
  readonly items: Item[] = [];
  private day = "";
  /** The day's beginning may lie above what is loaded, and a heading that moves is no hold. */
  private dayUnknown = false;
  private chapters = 0;

  /** `several`: more than one channel was used, so that each message has to say which. */
  constructor(
    private readonly facts: Facts,
    private readonly several: boolean,
  ) {}

  chapter(chapter: Chapter) {
    this.divide(
      `chapter-${chapter.id}`,
      chapter.events[0]?.occurred_at ?? chapter.at,
      chapter.number,
    );
  }

  /** A divider tells the day, so no other heading has to. */
  divide(key: string, iso: string, number: number | null) {
    this.items.push({ kind: "chapter", key, number, iso });
    this.chapters += 1;
    this.day = dayOf(iso);
  }

  /** `more`: older entries of the same conversation are still to come. */
  events(events: readonly Event[], past: boolean, more: boolean) {
    this.dayUnknown = more;
    const { meId, newsAfter, conversationId } = this.facts;
    const threads = discussions(events);
    const inThread = new Map([...threads].flatMap(([root, all]) => all.map((n) => [n.id, root])));
    let newsDrawn = past || newsAfter === null;
    for (const event of events) {
      if (!newsDrawn && isNews(event, conversationId, newsAfter ?? 0, meId)) {
        newsDrawn = true;
        this.items.push({ kind: "news", key: "news" });
      }
      const lines = linesOf(event, meId);
      if (lines.length > 0 || isWritten(event)) this.dayOf(event.occurred_at);
      for (const text of lines) {
        const key = `${event.id}-${text}`;
        this.items.push({ kind: "line", key, iso: event.occurred_at, text });
      }
      if (!isWritten(event)) continue;
      const root = inThread.get(event.id);
      if (root) this.answer(event, root);
      else this.written(event, threads.get(event.id) ?? [], past);
    }
  }

  pending(pending: readonly Pending[]) {
    for (const each of pending) {
      const last = this.items.at(-1);
      const look = each.kind === "note" ? "note" : "own";
      const starts = !(
        (last?.kind === "pending" && last.pending.kind === each.kind) ||
        (last?.kind === "written" && last.look === look && last.entry.actor.id === this.facts.meId)
      );
      this.items.push({ kind: "pending", key: each.client_id, pending: each, starts });
    }
  }

  private dayOf(iso: string) {
    if (dayOf(iso) === this.day) return;
    this.day = dayOf(iso);
    const hidden = this.dayUnknown;
    this.dayUnknown = false;
    if (hidden) return;
    // The first keeps its name when it becomes a divider, so that the reader keeps their place.
    const key = this.items.length === 0 ? BEGINNING : `day-${this.day}-${this.chapters}`;
    this.items.push({ kind: "day", key, iso });
  }

  /** An answer stands under its note; where that is further up, a line leads there. */
  private answer(event: Written, root: string) {
    const last = this.items.at(-1);
    const there = last?.kind === "written" && last.entry.id === root;
    if (there || (last?.kind === "answer" && last.noteId === root)) return;
    const name = event.actor.id === this.facts.meId ? null : (event.actor.name ?? t("A colleague"));
    const key = `answer-${event.id}`;
    this.items.push({ kind: "answer", key, iso: event.occurred_at, name, noteId: root });
  }

  private written(event: Written, replies: Note[], past: boolean) {
    const last = this.items.at(-1);
    const before = last?.kind === "written" ? last : null;
    const joins = before !== null && continues(before, event);
    if (joins) {
      before.ends = false;
      before.quiet = this.sameFate(before.entry, event);
    }
    this.items.push({
      kind: "written",
      key: event.id,
      look: lookOf(event),
      entry: event,
      starts: !joins,
      ends: true,
      quiet: false,
      replies,
      channel:
        !joins && this.several && event.type !== "note.added" ? event.data.channel_kind : null,
      past,
    });
  }

  private sameFate(a: Written, b: Written): boolean {
    if (a.type !== "message.sent" || b.type !== "message.sent") return false;
    const fate = fateOf(a, this.facts.readSeq);
    return fate !== "failed" && fate === fateOf(b, this.facts.readSeq);
  }
}

function isNews(event: Event, conversationId: string, after: number, meId: string): boolean {
  if (event.conversation_id !== conversationId || event.seq <= after) return false;
  return isWritten(event) && event.actor.id !== meId;
}

export function threadItems(
  thread: Pick<Thread, "events" | "chapters" | "pending" | "newsAfter" | "olderCursor">,
  who: Omit<Facts, "newsAfter">,
): Item[] {
  const all = [...thread.chapters.flatMap((chapter) => chapter.events), ...thread.events];
  const used = new Set(all.filter(isWritten).map(channelIdOf));
  used.delete(null);
  const drawing = new Drawing({ ...who, newsAfter: thread.newsAfter }, used.size > 1);
  for (const chapter of [...thread.chapters].reverse()) {
    const more = chapter.olderCursor !== null;
    if (!more) drawing.chapter(chapter);
    drawing.events(chapter.events, true, more);
  }
  if (thread.chapters.length > 0) {
    const iso = thread.events[0]?.occurred_at ?? new Date(0).toISOString();
    drawing.divide(BEGINNING, iso, null);
  }
  drawing.events(thread.events, false, thread.olderCursor !== null);
  drawing.pending(thread.pending);
  return drawing.items;
}
