import { expect, it } from "vitest";
import { type Group, isClosed, merge, type Row, rows, unread } from "../src/frame/thread";
import { answered, closed, deleted, edited, elsewhere, received } from "./builders";

const groups = (drawn: Row[]) => drawn.filter((row): row is Group => row.kind === "group");

it("merges in any order, each event once", () => {
  const events = merge([received(1), answered(4)], [answered(2), answered(4)]);

  expect(events.map((event) => event.seq)).toEqual([1, 2, 4]);
});

it("groups messages of one author and moment", () => {
  const drawn = groups(
    rows([received(1), received(2), answered(3), answered(4, "Hi", "Jonas"), answered(400)], []),
  );

  expect(drawn.map((group) => [group.name, group.bubbles.length])).toEqual([
    [null, 2],
    ["Anna Berg", 1],
    ["Jonas", 1],
    ["Anna Berg", 1],
  ]);
});

const asking = (seq: number, ...titles: string[]) => {
  const message = answered(seq);
  const options = titles.map((title) => ({ id: title, title }));
  return { ...message, data: { ...message.data, options } };
};
const last = (drawn: Row[]) => groups(drawn).at(-1)?.bubbles.at(-1);

it("offers answers to press until something was said", () => {
  const question = asking(1, "Monday", "Friday");
  const typed = { client_id: "c1", text: "Sunday", at: "2026-01-05T12:00:00.000Z" };

  expect(last(rows([question], []))?.options.map(({ title }) => title)).toEqual([
    "Monday",
    "Friday",
  ]);
  expect(groups(rows([question, received(2)], []))[0]?.bubbles[0]?.options).toEqual([]);
  expect(groups(rows([question], [typed]))[0]?.bubbles[0]?.options).toEqual([]);
});

it("shows the reactions that the latest event tells, each emoji once", () => {
  const message = received(1);
  const told = (seq: number, ...emoji: string[]) =>
    ({
      ...edited(seq, message, ""),
      type: "message.reacted",
      data: {
        message_id: message.id,
        emoji: null,
        reactions: emoji.map((sign) => ({ emoji: sign })),
      },
    }) as never;

  expect(last(rows([message, told(2, "👍", "👍", "❤️")], []))?.reactions).toEqual(["👍", "❤️"]);
  expect(last(rows([message, told(2, "👍"), told(3)], []))?.reactions).toEqual([]);
});

it("a reaction does not reopen what was closed", () => {
  const reaction = { ...edited(3, received(1), ""), type: "message.reacted" } as never;

  expect(isClosed([received(1), closed(2), reaction])).toBe(true);
});

it("does not repeat a name right below itself", () => {
  const drawn = groups(rows([answered(1), answered(400), received(401), answered(402)], []));

  expect(drawn.map((group) => group.continued)).toEqual([false, true, false, false]);
});

it("draws unsent messages last, though the visitor's clock is a day behind", () => {
  const late = { client_id: "c1", text: "hi", at: "2026-01-04T12:00:00.000Z" };
  const drawn = rows([answered(1)], [late]);

  expect(drawn.map((row) => row.kind)).toEqual(["day", "group", "group"]);
});

it("begins each day with its date", () => {
  const days = rows([received(1), answered(2), answered(24 * 60 * 60)], []);

  expect(days.filter((row) => row.kind === "day")).toHaveLength(2);
});

it("keeps one key for a message before and after it was sent", () => {
  const at = received(1).occurred_at;
  const before = rows([], [{ client_id: "c1", text: "hi", at }]);
  const after = rows([received(1, "hi", "c1")], []);

  expect(groups(before)[0]?.bubbles[0]).toMatchObject({ key: "c1", state: "pending" });
  expect(groups(after)[0]?.bubbles[0]).toMatchObject({ key: "c1", state: "sent" });
});

it("draws a message once while both the event and the outbox hold it", () => {
  const at = received(1).occurred_at;
  const drawn = rows([received(1, "hi", "c1")], [{ client_id: "c1", text: "hi", at }]);

  expect(groups(drawn)[0]?.bubbles).toHaveLength(1);
});

it("shows what could not be sent as failed", () => {
  const drawn = rows(
    [],
    [{ client_id: "c1", text: "hi", at: received(1).occurred_at, failed: true }],
  );

  expect(groups(drawn)[0]?.bubbles[0]?.state).toBe("failed");
});

it("is closed until anything follows", () => {
  expect(isClosed([received(1), closed(2)])).toBe(true);
  expect(isClosed([received(1), closed(2), received(3)])).toBe(false);
});

it("takes a message as it was edited last, and drops what was deleted", () => {
  const [first, second] = [answered(1, "helo"), answered(2, "secret")];
  const events = [first, second, edited(3, first, "hello"), deleted(4, second)];
  const [group] = groups(rows(events, []));

  expect(group?.bubbles).toMatchObject([
    { text: "hello", edited: true, deleted: false },
    { deleted: true, files: [] },
  ]);
});

it("knows of edits that came before the page was fetched", () => {
  const message = answered(1, "hello");
  message.data.edited_at = message.occurred_at;
  const gone = answered(2, "");
  gone.data.deleted_at = gone.occurred_at;

  expect(groups(rows([message, gone], []))[0]?.bubbles).toMatchObject([
    { edited: true },
    { deleted: true, edited: false },
  ]);
});

it("is as closed as before when a message is edited after the end", () => {
  const message = answered(1);

  expect(isClosed([message, closed(2), edited(3, message, "x")])).toBe(true);
});

it("has the visitor's last words seen once an agent has read them, until they are answered", () => {
  const seen = (events: Parameters<typeof rows>[0], read: number) =>
    groups(rows(events, [], read)).at(-1)?.seen;

  expect(seen([received(1), received(2)], 1)).toBe(false);
  expect(seen([received(1), received(2)], 2)).toBe(true);
  expect(seen([received(1), answered(2)], 2)).toBe(false);
  const at = received(3).occurred_at;
  expect(groups(rows([received(1)], [{ client_id: "c9", text: "more", at }], 1)).at(-1)?.seen).toBe(
    false,
  );
});

it("puts a new conversation after the one before, though its seqs begin again", () => {
  const events = merge([received(7), closed(8)], [elsewhere(received(1)), elsewhere(answered(2))]);

  expect(events.map(({ seq }) => seq)).toEqual([7, 8, 1, 2]);
  expect(unread(events, 0, "cnv_2")).toBe(1);
});

it("counts only answers as unread", () => {
  expect(unread([answered(1), received(2), answered(3), closed(4)], 1)).toBe(1);
});

it("knows which answers the AI agent gave, and parts them from a colleague's", () => {
  const byAi = answered(2);
  byAi.actor = { kind: "ai_agent", id: "ai_agent", name: "Nora" };

  const drawn = rows([received(1), byAi, answered(3)], []).filter(({ kind }) => kind === "group");

  expect(drawn.map((group) => "ai" in group && [group.name, group.ai])).toEqual([
    [null, false],
    ["Nora", true],
    ["Anna Berg", false],
  ]);
});
