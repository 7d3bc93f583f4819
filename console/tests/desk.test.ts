import type { Event, Frame, TypingFrame } from "@switchboard/protocol";
import { describe, expect, test } from "vitest";
import { type Desk, EMPTY_DESK, rowAfter, withRow } from "../src/state/desk";
import { withFrame as heard } from "../src/state/frames";
import { EMPTY_LIST } from "../src/state/lists";
import { stillTyping, TYPING_LASTS_MS } from "../src/state/presence";
import { listKey } from "../src/state/queries";
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
  NOON,
  note,
  permutations,
  received,
  sent,
} from "./builders";

const STILL = { pause: null, off: null, wrap_up_until: null, load: null };

const ready = { ...EMPTY_LIST, state: "ready" as const };

const keyOf = (inbox: "me" | "unassigned") =>
  listKey({
    inbox,
    status: "open",
    filters: {},
    q: "",
    sort: inbox === "me" ? "newest" : "oldest",
  });

const withFrame = (desk: Desk, frame: Frame, watched: boolean) => heard(desk, frame, watched, NOON);

function aDesk(over: Partial<Desk> = {}): Desk {
  const lists = { [keyOf("me")]: ready, [keyOf("unassigned")]: ready };
  return { ...EMPTY_DESK, me: aMe(), lists, ...over };
}

const idsOf = (desk: Desk, inbox: "me" | "unassigned") => desk.lists[keyOf(inbox)]?.ids;

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

      expect(idsOf(desk, "unassigned")).toEqual([]);
      expect(idsOf(desk, "me")).toEqual(["cnv_1"]);
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
    const away = { type: "presence", online: true, availability: "away", ...STILL } as const;

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
      ...STILL,
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

describe("what others do", () => {
  const start = withRow(aDesk({ openId: "cnv_1" }), aRow({ received_seq: 5, unread: true }));
  const typing = (over: Partial<TypingFrame>): Frame => ({
    type: "typing",
    conversation_id: "cnv_1",
    user: { ...BEN, kind: "agent" },
    mode: "reply",
    active: true,
    ...over,
  });
  const read = (user_id: string | null, up_to: number): Frame => ({
    type: "read",
    conversation_id: "cnv_1",
    by: user_id ? "agent" : "customer",
    user_id,
    up_to,
  });

  test("colleagues who view are shown, the agent is not, and those who leave go", () => {
    const frame = { type: "viewing", conversation_id: "cnv_1", users: [ANNA, BEN] } as const;
    const some = withFrame(start, { ...frame, users: [ANNA, BEN] }, true);

    expect(some.viewers.cnv_1).toEqual([BEN]);
    expect(withFrame(some, { ...frame, users: [ANNA] }, true).viewers).toEqual({});
  });

  test("typing ends when they say so, when they have sent, and when they fall silent", () => {
    const some = withFrame(start, typing({}), true);
    const answer: Frame = sent(6, {}, { actor: { kind: "agent", ...BEN } });

    expect(some.typing.cnv_1).toMatchObject([{ user: BEN, mode: "reply" }]);
    expect(withFrame(some, typing({ active: false }), true).typing).toEqual({});
    expect(withFrame(some, answer, true).typing).toEqual({});
    expect(stillTyping(some.typing, NOON + TYPING_LASTS_MS - 1)).toBe(some.typing);
    expect(stillTyping(some.typing, NOON + TYPING_LASTS_MS)).toEqual({});
  });

  test("the agent's own typing is no news to them", () => {
    expect(withFrame(start, typing({ user: { ...ANNA, kind: "agent" } }), true).typing).toEqual({});
  });

  test("what the agent reads in another window is read here, too", () => {
    expect(withFrame(start, read(ANNA.id, 5), true).rows.cnv_1?.unread).toBe(false);
    expect(withFrame(start, read(ANNA.id, 4), true).rows.cnv_1?.unread).toBe(true);
    expect(withFrame(start, read(BEN.id, 5), true).rows.cnv_1?.unread).toBe(true);
  });

  test("how far the customer has read never goes back", () => {
    const far = withFrame(withFrame(start, read(null, 4), true), read(null, 2), true);

    expect(far.rows.cnv_1?.customer_read_seq).toBe(4);
  });

  test.each<[string, Frame]>([
    ["hidden", { type: "conversation.hidden", conversation_id: "cnv_1" }],
    [
      "deleted",
      { ...closed(6, BEN), type: "conversation.deleted", data: {} as Record<string, never> },
    ],
    ["restricted to others", { ...received(6), conversation: aRow({ visible_to: [BEN] }) }],
  ])("a conversation that is %s goes from lists, rows and the screen", (_why, frame) => {
    const open = { ...start, threads: { cnv_1: { ...EMPTY_THREAD, state: "ready" as const } } };
    const desk = withFrame(open, frame, true);

    expect(desk.rows).toEqual({});
    expect(idsOf(desk, "unassigned")).toEqual([]);
    expect(desk.threads.cnv_1).toMatchObject({ state: "error", events: [] });
  });

  test("a note that mentions the agent, or a team of theirs, puts it among their mentions", () => {
    const row = aRow({ assignees: [BEN], version: 6 });
    const frame = (mentions: (typeof ANNA)[]): Frame => ({
      ...note(6, "Look at this", mentions),
      conversation: row,
    });
    const told = (mentions: (typeof ANNA)[]) => withFrame(start, frame(mentions), false).rows.cnv_1;

    expect(told([ANNA])).toMatchObject({ mentioned: true, unread: true });
    expect(told([{ id: "tm_1", name: "Sales" }])).toMatchObject({ mentioned: true });
    expect(told([BEN])).toMatchObject({ mentioned: false });
  });

  test("a snooze that ends makes it unread", () => {
    const read = withRow(aDesk(), aRow());
    const woken = { ...closed(2, ANNA), type: "conversation.woken", data: {} } as Event;
    const frame = { ...woken, conversation: aRow({ version: 2 }) };

    expect(withFrame(read, frame, false).rows.cnv_1?.unread).toBe(true);
  });
});
