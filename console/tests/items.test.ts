import { expect, test } from "vitest";
import { threadItems } from "../src/thread/items";
import { ANNA, BEN, closed, deliveryUpdate, note, received, sent } from "./builders";

const shape = (...events: Parameters<typeof threadItems>[0]) =>
  threadItems(events, ANNA.id).map((item) =>
    item.kind === "group" ? `${item.look}:${item.entries.length}` : item.kind,
  );

test("messages of one author within minutes stand together", () => {
  expect(shape(received(1), received(2), sent(3))).toEqual(["day", "customer:2", "own:1"]);
});

test("a pause, another author, a note or a change begins a new group", () => {
  const byBen = sent(4, {}, { actor: { kind: "agent", ...BEN } });

  expect(shape(received(1), received(30))).toEqual(["day", "customer:1", "customer:1"]);
  expect(shape(sent(3), byBen)).toEqual(["day", "own:1", "own:1"]);
  expect(shape(sent(3), note(4, "call"))).toEqual(["day", "own:1", "note:1"]);
  expect(shape(received(1), closed(2, ANNA), received(3))).toEqual([
    "day",
    "customer:1",
    "line",
    "customer:1",
  ]);
});

test("each day has its heading", () => {
  expect(shape(received(1), received(60 * 30))).toEqual(["day", "customer:1", "day", "customer:1"]);
});

test("delivery updates are not drawn", () => {
  expect(shape(sent(1), deliveryUpdate(2, "msg_1", "sent"), sent(3))).toEqual(["day", "own:2"]);
});
