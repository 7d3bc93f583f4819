import type { Event } from "@switchboard/protocol";
import { describe, expect, test } from "vitest";
import { PLAIN_REPLY } from "../src/state/letters";
import {
  EMPTY_THREAD,
  gapAfter,
  lastSeq,
  merge,
  olderOf,
  type Pending,
  withChapter,
  withPage,
  withPending,
  withScheduled,
} from "../src/state/thread";
import {
  ANNA,
  aScheduled,
  BEN,
  deliveryUpdate,
  minutes,
  note,
  permutations,
  received,
  sent,
} from "./builders";

const pending = (over: Partial<Pending> = {}): Pending => ({
  client_id: "c1",
  ...PLAIN_REPLY,
  text: "answer 2",
  at: minutes(2),
  state: "sending",
  error: null,
  after_seq: 1,
  unreachable: false,
  not_visible: [],
  held: null,
  ...over,
});

function told<Type extends Event["type"]>(
  seq: number,
  type: Type,
  data: Extract<Event, { type: Type }>["data"],
): Event {
  const base = { ...received(seq), id: `evt_${seq}`, actor: { kind: "agent" as const, ...ANNA } };
  return { ...base, type, data } as Event;
}

const textOf = (event: Event | undefined) =>
  event && "text" in event.data ? event.data.text : undefined;

describe("entries", () => {
  const entries = [
    received(1),
    sent(2),
    deliveryUpdate(3, "msg_2", "sent"),
    deliveryUpdate(4, "msg_2", "delivered"),
  ];

  test.each(permutations(entries).map((order) => [order.map((each) => each.seq).join(), order]))(
    "give the same thread in the order %s",
    (_, order) => {
      const thread = order.reduce((held, each) => merge(held, [each]), EMPTY_THREAD);

      expect(thread.events.map((event) => event.seq)).toEqual([1, 2, 3, 4]);
      expect(thread.events[1]).toMatchObject({ data: { delivery: { status: "delivered" } } });
    },
  );

  test("that come twice are held once", () => {
    const thread = merge(merge(EMPTY_THREAD, entries), entries);

    expect(thread.events).toHaveLength(4);
  });

  test("an older copy of a message does not take its delivery back", () => {
    const current = sent(2, { delivery: { status: "read", at: minutes(9) } });
    const thread = merge(merge(EMPTY_THREAD, [current]), [sent(2)]);

    expect(thread.events[0]).toMatchObject({ data: { delivery: { status: "read" } } });
  });

  test("a retried message is queued again after it failed", () => {
    const thread = merge(EMPTY_THREAD, [sent(2), deliveryUpdate(3, "msg_2", "failed")]);
    const retried = merge(thread, [sent(2, { delivery: { status: "queued", at: minutes(5) } })]);

    expect(retried.events[0]).toMatchObject({ data: { delivery: { status: "queued" } } });
  });
});

describe("what is said of an entry later", () => {
  test.each(
    permutations([
      sent(1),
      told(2, "message.edited", { message_id: "msg_1", text: "second" }),
      told(3, "message.edited", { message_id: "msg_1", text: "third" }),
    ]).map((order) => [order.map((each) => each.seq).join(), order]),
  )("is the newest wording in the order %s", (_, order) => {
    const thread = order.reduce((held, each) => merge(held, [each]), EMPTY_THREAD);

    expect(thread.events[0]).toMatchObject({ data: { text: "third", edited_at: minutes(3) } });
  });

  test("an older edit does not undo what REST tells already", () => {
    const message = sent(1);
    const current = { ...message, data: { ...message.data, text: "new", edited_at: minutes(9) } };
    const edit = told(2, "message.edited", { message_id: "msg_1", text: "old" });

    expect(textOf(merge(EMPTY_THREAD, [current, edit]).events[0])).toBe("new");
  });

  test("a deleted message keeps neither words nor files", () => {
    const deletion = told(2, "message.deleted", { message_id: "msg_1", retracted: true });
    const thread = merge(EMPTY_THREAD, [sent(1), deletion]);

    expect(thread.events[0]).toMatchObject({
      data: { text: "", attachments: [], deleted_at: minutes(2) },
    });
  });

  test("labels come and go, the agent's own stay", () => {
    const message = received(1);
    const own = { ...message, data: { ...message.data, private_labels: ["lbl_own"] } };
    const labels = told(2, "message.labelled", { message_id: "msg_1", labels: ["lbl_1"] });
    const thread = merge(merge(EMPTY_THREAD, [own]), [labels]);

    expect(thread.events[0]).toMatchObject({
      data: { labels: ["lbl_1"], private_labels: ["lbl_own"] },
    });
  });

  test("a note is changed and deleted like a message", () => {
    const edit = told(2, "note.edited", { note_id: "evt_1", text: "call Ben", mentions: [BEN] });
    const deletion = told(3, "note.deleted", { note_id: "evt_1" });
    const edited = merge(EMPTY_THREAD, [note(1, "call"), edit]);

    expect(edited.events[0]).toMatchObject({ data: { text: "call Ben", mentions: [BEN] } });
    expect(textOf(merge(edited, [deletion]).events[0])).toBe("");
  });
});

describe("a merged conversation", () => {
  const other = (seq: number, at: number) =>
    received(seq, { id: `msg_o${seq}`, conversation_id: "cnv_2", occurred_at: minutes(at) });
  const entries = [received(1), sent(4), other(1, 2), other(2, 3), other(3, 9)];

  test.each(
    permutations(entries.slice(0, 4)).map((order) => [order.map((e) => e.id).join(), order]),
  )("stands between ours by time, in its own order: %s", (_, order) => {
    const thread = order.reduce((held, each) => merge(held, [each]), EMPTY_THREAD);

    expect(thread.events.map((event) => event.id)).toEqual(["msg_1", "msg_o1", "msg_o2", "msg_4"]);
  });

  test("counts for itself: its numbers are no gap in ours", () => {
    const { events } = merge(EMPTY_THREAD, [received(1), received(2), other(7, 9)]);

    expect(gapAfter(events, 2, "cnv_1")).toBeNull();
    expect(lastSeq({ events }, "cnv_1")).toBe(2);
  });

  test("a clock that went back does not break an order", () => {
    const early = received(2, { occurred_at: minutes(0) });
    const { events } = merge(EMPTY_THREAD, [received(1), early, other(1, 0)]);
    const own = events.filter((event) => event.conversation_id === "cnv_1");

    expect(own.map((event) => event.seq)).toEqual([1, 2]);
  });
});

describe("the middle of a thread", () => {
  const middle = { ...withPage(EMPTY_THREAD, [sent(10), received(11)]), detached: true };

  test("takes no news that would stand right under it", () => {
    expect(merge(middle, [received(40)]).events.map((event) => event.seq)).toEqual([10, 11]);
  });

  test("learns what news say of it", () => {
    const edit = told(40, "message.edited", { message_id: "msg_10", text: "better" });

    expect(textOf(merge(middle, [edit]).events[0])).toBe("better");
  });

  test("settles what was sent all the same", () => {
    const waiting = withPending(middle, pending());

    expect(merge(waiting, [sent(40, { client_id: "c1" })]).pending).toEqual([]);
  });
});

describe("earlier conversations", () => {
  const past = received(3, { id: "msg_old", conversation_id: "cnv_0" });
  const chapter = { id: "cnv_0", number: 7, at: minutes(0), events: [past] };

  test("come after the last page of what is above", () => {
    const begun = { ...EMPTY_THREAD, earlier: "cnv_0" };
    const nearest = withChapter(begun, { ...chapter, olderCursor: "c", earlier: null });
    const whole = withChapter(begun, { ...chapter, olderCursor: null, earlier: "cnv_00" });

    expect(olderOf({ ...begun, olderCursor: "c" })).toEqual({ id: null, before: "c" });
    expect(olderOf(begun)).toEqual({ earlier: "cnv_0" });
    expect(olderOf(nearest)).toEqual({ id: "cnv_0", before: "c" });
    expect(olderOf(whole)).toEqual({ earlier: "cnv_00" });
    expect(olderOf(EMPTY_THREAD)).toBeNull();
  });

  test("keep their entries to themselves, and hear what is said of them", () => {
    const held = withChapter(withPage(EMPTY_THREAD, [received(1)]), {
      ...chapter,
      olderCursor: null,
      earlier: null,
    });
    const labels = {
      ...told(9, "message.labelled", { message_id: "msg_old", labels: ["lbl_1"] }),
      conversation_id: "cnv_0",
    };
    const next = merge(held, [labels]);

    expect(next.events.map((event) => event.id)).toEqual(["msg_1"]);
    expect(next.chapters[0]?.events[0]).toMatchObject({ data: { labels: ["lbl_1"] } });
  });
});

describe("scheduled replies", () => {
  const scheduled = (id: string, at: number, status: "waiting" | "held" | "sent") =>
    aScheduled({ id, status, text: id, send_at: minutes(at) });

  test("are listed by their time while they wait or are held", () => {
    const later = withScheduled(EMPTY_THREAD, [scheduled("b", 9, "waiting")]);
    const both = withScheduled(later, [scheduled("a", 5, "held")]);

    expect(both.scheduled.map((each) => each.id)).toEqual(["a", "b"]);
    expect(withScheduled(both, [scheduled("a", 5, "sent")]).scheduled).toHaveLength(1);
  });
});

describe("gaps", () => {
  test("none in a dense thread", () => {
    expect(gapAfter([received(4), received(5)], 5)).toBeNull();
  });

  test("between entries", () => {
    expect(gapAfter([received(1), received(4)])).toBe(1);
  });

  test("before an entry that is known of but not here", () => {
    expect(gapAfter([received(1), received(2)], 4)).toBe(2);
  });

  test("an empty thread has none: its first page is still to come", () => {
    expect(gapAfter([], 4)).toBeNull();
  });
});

describe("messages on their way", () => {
  test("that could be undone arrive under the name of what was scheduled", () => {
    const held = { id: "sch_1", until: minutes(3) };
    const thread = withPending(EMPTY_THREAD, pending({ state: "held", held }));

    expect(merge(thread, [sent(2, { client_id: "sch_1" })]).pending).toEqual([]);
  });

  test("sending again keeps their place", () => {
    const two = ["a", "b"].reduce(
      (held, client_id) => withPending(held, pending({ client_id })),
      EMPTY_THREAD,
    );

    expect(withPending(two, pending({ client_id: "a" })).pending[0]?.client_id).toBe("a");
  });

  test("are replaced by the entry with their client id, whichever door it came through", () => {
    const thread = withPending(EMPTY_THREAD, pending());

    expect(merge(thread, [sent(2, { client_id: "c1" })]).pending).toEqual([]);
    expect(merge(thread, [sent(2, { client_id: "other" })]).pending).toHaveLength(1);
  });

  test("sending again replaces the failed attempt", () => {
    const failed = withPending(EMPTY_THREAD, pending({ state: "failed" }));

    expect(withPending(failed, pending()).pending).toEqual([pending()]);
  });

  test("one note settles one of two notes with the same words", () => {
    const two = ["n1", "n2"].reduce(
      (held, client_id) => withPending(held, pending({ client_id, kind: "note", text: "call" })),
      EMPTY_THREAD,
    );

    expect(merge(two, [note(2, "call")]).pending.map((each) => each.client_id)).toEqual(["n2"]);
  });

  test("an older note with the same words settles nothing", () => {
    const thread = withPending(EMPTY_THREAD, pending({ kind: "note", text: "call", after_seq: 5 }));

    expect(merge(thread, [note(3, "call")]).pending).toHaveLength(1);
  });
});
