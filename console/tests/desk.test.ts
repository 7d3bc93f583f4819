import type { Frame } from "@switchboard/protocol";
import { describe, expect, test } from "vitest";
import {
  type Desk,
  EMPTY_DESK,
  rowAfter,
  waitingCount,
  withFrame,
  withRow,
} from "../src/state/desk";
import { EMPTY_LIST } from "../src/state/lists";
import { EMPTY_THREAD } from "../src/state/thread";
import {
  ANNA,
  aMe,
  aNotification,
  aRow,
  aSuggestion,
  assigned,
  BEN,
  closed,
  minutes,
  permutations,
  received,
  sent,
} from "./builders";

const ready = { ...EMPTY_LIST, state: "ready" as const };

function aDesk(over: Partial<Desk> = {}): Desk {
  const lists = { "me|open": ready, "unassigned|open": ready };
  return { ...EMPTY_DESK, me: aMe(), lists, ...over };
}

const idsOf = (desk: Desk, key: "me|open" | "unassigned|open") => desk.lists[key]?.ids;

describe("frames", () => {
  const arrives: Frame = { ...received(1), conversation: aRow() };
  const taken: Frame = {
    ...sent(2, {}, { changes: { assignees: [ANNA] } }),
    conversation: aRow({ version: 2, assignees: [ANNA], last_entry_at: minutes(2) }),
  };
  const answered: Frame = {
    ...received(3),
    conversation: aRow({ version: 3, assignees: [ANNA], last_entry_at: minutes(3) }),
  };

  test.each(permutations([arrives, taken, answered, taken]).map((order) => [order]))(
    "in any order and duplicated lead to the same screen",
    (order) => {
      const start = aDesk({ threads: { cnv_1: { ...EMPTY_THREAD, state: "ready" } } });
      const desk = order.reduce((held, frame) => withFrame(held, frame, false), start);

      expect(idsOf(desk, "unassigned|open")).toEqual([]);
      expect(idsOf(desk, "me|open")).toEqual(["cnv_1"]);
      expect(desk.rows.cnv_1).toMatchObject({ version: 3, unread: true, assignees: [ANNA] });
      expect(desk.threads.cnv_1?.events.map((event) => event.seq)).toEqual([1, 2, 3]);
    },
  );

  test("a customer's message is unread, unless the agent is looking at it", () => {
    const open = {
      openId: "cnv_1",
      threads: { cnv_1: { ...EMPTY_THREAD, state: "ready" as const } },
    };

    expect(withFrame(aDesk(), arrives, true).rows.cnv_1?.unread).toBe(true);
    expect(withFrame(aDesk(open), arrives, true).rows.cnv_1?.unread).toBe(false);
    expect(withFrame(aDesk(open), arrives, false).rows.cnv_1?.unread).toBe(true);
  });

  test("a colleague's answer leaves the read mark alone", () => {
    const desk = withRow(aDesk(), aRow());

    expect(withFrame(desk, taken, false).rows.cnv_1?.unread).toBe(false);
  });

  test("a customer's message is announced with its author", () => {
    const desk = withFrame(aDesk(), arrives, true);

    expect(desk.announcement).toBe("New message from Kari Nordmann: question 1");
  });

  test("suggestions stand beside their conversation", () => {
    const frame: Frame = {
      type: "suggestion.ready",
      conversation_id: "cnv_1",
      data: { message_id: "msg_1", suggestions: [aSuggestion()] },
    };

    expect(withFrame(aDesk(), frame, true).suggestions.cnv_1).toEqual([aSuggestion()]);
  });

  test("a notification is listed and toasted once", () => {
    const frame: Frame = { type: "notification.created", data: aNotification() };
    const desk = withFrame(withFrame(aDesk(), frame, true), frame, true);

    expect(desk.notifications).toHaveLength(1);
    expect(desk.toasts).toMatchObject([{ conversationId: "cnv_1", title: "Someone is waiting" }]);
  });

  test("a notification about what is on screen is listed only", () => {
    const frame: Frame = { type: "notification.created", data: aNotification() };
    const desk = withFrame(aDesk({ openId: "cnv_1" }), frame, true);

    expect(desk.notifications).toHaveLength(1);
    expect(desk.toasts).toEqual([]);
  });

  test("presence of the agent follows a change made elsewhere; a colleague's does not", () => {
    const away = { type: "presence", online: true, availability: "away" } as const;

    const own = withFrame(aDesk(), { ...away, user_id: ANNA.id }, true);
    const other = withFrame(aDesk(), { ...away, user_id: BEN.id }, true);

    expect(own.me?.availability).toBe("away");
    expect(other.me?.availability).toBe("available");
  });

  test("a frame about being online says nothing about availability", () => {
    const frame = {
      type: "presence",
      user_id: ANNA.id,
      online: false,
      availability: null,
    } as const;

    expect(withFrame(aDesk(), frame, true).me).toMatchObject({
      online: false,
      availability: "available",
    });
  });
});

describe("a row after an entry that REST told of", () => {
  test("is taken by the answer that took it", () => {
    const event = sent(2, {}, { changes: { assignees: [ANNA] } });

    expect(rowAfter(aRow(), event)).toMatchObject({
      version: 2,
      assignees: [ANNA],
      preview: { text: "answer 2", author: "agent" },
      last_entry_at: minutes(2),
    });
  });

  test("is closed, and assigned, by entries of those kinds", () => {
    expect(rowAfter(aRow(), closed(2, ANNA)).status).toBe("closed");
    expect(rowAfter(aRow(), assigned(2, ANNA, [BEN])).assignees).toEqual([BEN]);
  });

  test("is not changed by an entry that it knows already", () => {
    const row = aRow({ version: 2 });

    expect(rowAfter(row, closed(2, ANNA))).toBe(row);
  });
});

test("the title counts the queue and the agent's own unread conversations", () => {
  const desk = aDesk({
    inboxes: [{ id: "unassigned", name: "Unassigned", open: 3 }],
    rows: {
      a: aRow({ id: "a", assignees: [ANNA], unread: true }),
      b: aRow({ id: "b", assignees: [BEN], unread: true }),
      c: aRow({ id: "c", assignees: [ANNA] }),
    },
  });

  expect(waitingCount(desk)).toBe(4);
});
