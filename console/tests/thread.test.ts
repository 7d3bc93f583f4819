import { describe, expect, test } from "vitest";
import { EMPTY_THREAD, gapAfter, merge, type Pending, withPending } from "../src/state/thread";
import { deliveryUpdate, minutes, note, permutations, received, sent } from "./builders";

const pending = (over: Partial<Pending> = {}): Pending => ({
  client_id: "c1",
  kind: "reply",
  text: "answer 2",
  at: minutes(2),
  state: "sending",
  error: null,
  after_seq: 1,
  ...over,
});

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
