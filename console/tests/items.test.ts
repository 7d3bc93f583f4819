import type { Event } from "@switchboard/protocol";
import { describe, expect, test } from "vitest";
import { EMPTY_THREAD, type Thread } from "../src/state/thread";
import { fateOf, type Item, threadItems } from "../src/thread/items";
import { ANNA, BEN, closed, deliveryUpdate, minutes, note, received, sent } from "./builders";

const WHO = { meId: ANNA.id, conversationId: "cnv_1", readSeq: 0 };

function drawn(events: Event[], over: Partial<Thread> = {}, readSeq = 0): Item[] {
  return threadItems({ ...EMPTY_THREAD, ...over, events }, { ...WHO, readSeq });
}

/** A run's first message has its look in capitals. */
function shape(events: Event[], over: Partial<Thread> = {}): string[] {
  return drawn(events, over).map((item) => {
    if (item.kind !== "written") return item.kind;
    return item.starts ? item.look.toUpperCase() : item.look;
  });
}

const answer = (seq: number, parent: string, by = BEN): Event => {
  const event = note(seq, `answer ${seq}`);
  if (event.type !== "note.added") throw new Error("not a note");
  return {
    ...event,
    actor: { kind: "agent", ...by },
    data: { ...event.data, parent_id: parent },
  };
};

describe("runs", () => {
  test("messages of one author within minutes stand together", () => {
    expect(shape([received(1), received(2), sent(3)])).toEqual([
      "day",
      "CUSTOMER",
      "customer",
      "OWN",
    ]);
  });

  test("a pause, another author, a note or a change begins a new one", () => {
    const byBen = sent(4, {}, { actor: { kind: "agent", ...BEN } });

    expect(shape([received(1), received(30)])).toEqual(["day", "CUSTOMER", "CUSTOMER"]);
    expect(shape([sent(3), byBen])).toEqual(["day", "OWN", "OWN"]);
    expect(shape([sent(3), note(4, "call")])).toEqual(["day", "OWN", "NOTE"]);
    expect(shape([received(1), closed(2, ANNA), received(3)])).toEqual([
      "day",
      "CUSTOMER",
      "line",
      "CUSTOMER",
    ]);
  });

  test("another channel begins a new one and is named", () => {
    const first = received(1);
    const bySms = received(2, {
      data: { ...first.data, channel_id: "chn_2", channel_kind: "twilio_sms" },
    });
    const items = drawn([first, bySms]).filter((item) => item.kind === "written");

    expect(items.map((item) => [item.starts, item.channel])).toEqual([
      [true, "webchat"],
      [true, "twilio_sms"],
    ]);
  });

  test("the last tells the fate of those before it, but never of a failed one", () => {
    const quiet = (...events: Event[]) =>
      drawn(events).flatMap((item) => (item.kind === "written" ? [item.quiet] : []));
    const delivery = { status: "failed" } as const;

    expect(quiet(sent(1), sent(2))).toEqual([true, false]);
    expect(quiet(sent(1, { delivery }), sent(2, { delivery }))).toEqual([false, false]);
    expect(quiet(sent(1, { delivery: { status: "sent" } }), sent(2))).toEqual([false, false]);
  });
});

test("each day has its heading", () => {
  expect(shape([received(1), received(60 * 30)])).toEqual(["day", "CUSTOMER", "day", "CUSTOMER"]);
});

test("a day whose beginning is not loaded has none, so that the reader keeps their place", () => {
  expect(shape([received(1), received(60 * 30)], { olderCursor: "more" })).toEqual([
    "CUSTOMER",
    "day",
    "CUSTOMER",
  ]);
});

test("what only changes an earlier entry is not drawn", () => {
  expect(shape([sent(1), deliveryUpdate(2, "msg_1", "sent"), sent(3)])).toEqual([
    "day",
    "OWN",
    "own",
  ]);
});

describe("what was read", () => {
  test("a message that the customer's chat has shown was seen, unless it failed", () => {
    const failed = sent(2, { delivery: { status: "failed" } });

    expect(fateOf(sent(2), 2)).toBe("read");
    expect(fateOf(sent(3), 2)).toBe("queued");
    expect(fateOf(failed, 2)).toBe("failed");
    expect(fateOf(received(1), 2)).toBeNull();
  });

  test("one line stands before the first news from others", () => {
    const events = [received(1), sent(2), received(3), received(4)];

    expect(shape(events, { newsAfter: 1 })).toEqual([
      "day",
      "CUSTOMER",
      "OWN",
      "news",
      "CUSTOMER",
      "customer",
    ]);
  });
});

describe("discussions under a note", () => {
  test("stand under it, with answers to answers", () => {
    const [, item] = drawn([note(1, "call"), answer(2, "evt_1"), answer(3, "evt_2")]);

    expect(item).toMatchObject({ kind: "written", replies: [{ id: "evt_2" }, { id: "evt_3" }] });
  });

  test("lead back to it from where they went on", () => {
    const events = [note(1, "call"), received(2), answer(3, "evt_1"), answer(4, "evt_1")];

    expect(shape(events)).toEqual(["day", "NOTE", "CUSTOMER", "answer"]);
  });

  test("an answer whose note is not loaded stands alone", () => {
    expect(shape([answer(3, "evt_1")])).toEqual(["day", "NOTE"]);
  });
});

test("earlier conversations stand above, each under its number and date", () => {
  const past = received(1, {
    id: "msg_old",
    conversation_id: "cnv_0",
    occurred_at: minutes(-9999),
  });
  const chapter = {
    id: "cnv_0",
    number: 7,
    at: minutes(-9999),
    events: [past],
    olderCursor: null,
    earlier: null,
  };
  const items = drawn([received(1)], { chapters: [chapter] });

  expect(items.map((item) => item.kind)).toEqual(["chapter", "written", "chapter", "written"]);
  expect(items[0]).toMatchObject({ number: 7, iso: minutes(-9999) });
  expect(items[1]).toMatchObject({ past: true });
});
