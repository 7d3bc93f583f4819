import type { Conversation } from "@switchboard/protocol";
import { describe, expect, test } from "vitest";
import {
  belongs,
  EMPTY_LIST,
  type List,
  type ListKey,
  newer,
  place,
  withPage,
} from "../src/state/lists";
import { ANNA, aRow, BEN, minutes } from "./builders";

const who = { userId: ANNA.id, teamIds: ["tm_1"] };
const ready = (ids: string[], cursor: string | null = null): List => ({
  ...EMPTY_LIST,
  state: "ready",
  ids,
  cursor,
});
const rowsOf = (...rows: Conversation[]) => Object.fromEntries(rows.map((row) => [row.id, row]));
const at = (id: string, minute: number, over: Partial<Conversation> = {}) =>
  aRow({ id, last_entry_at: minutes(minute), ...over });

describe("a conversation belongs", () => {
  test.each<[ListKey, Partial<Conversation>, boolean]>([
    ["me|open", { assignees: [ANNA, BEN] }, true],
    ["me|open", { assignees: [BEN] }, false],
    ["me|open", { assignees: [ANNA], status: "closed" }, false],
    ["me|closed", { assignees: [ANNA], status: "closed" }, true],
    ["unassigned|open", {}, true],
    ["unassigned|open", { assignees: [ANNA] }, false],
    ["unassigned|open", { team_id: "tm_other" }, false],
    ["team:tm_1|open", { assignees: [BEN] }, true],
    ["team:tm_2|open", {}, false],
    ["all|open", { team_id: "tm_other" }, true],
    ["all|open", { status: "deleted" }, false],
  ])("to %s with %o: %s", (key, facts, expected) => {
    expect(belongs(aRow(facts), key, who)).toBe(expected);
  });
});

describe("a changed row", () => {
  const old = at("old", 1);
  const young = at("young", 9);

  test("goes to the top where the newest come first", () => {
    const row = at("new", 10);
    const list = place(ready(["young", "old"]), "all|open", row, rowsOf(old, young, row), who);

    expect(list.ids).toEqual(["new", "young", "old"]);
  });

  test("queues at the end of Unassigned, where the oldest come first", () => {
    const row = at("new", 10);
    const rows = rowsOf(old, young, row);

    expect(place(ready(["old", "young"]), "unassigned|open", row, rows, who).ids).toEqual([
      "old",
      "young",
      "new",
    ]);
  });

  test("moves within its list", () => {
    const row = at("old", 12);
    const list = place(ready(["young", "old"]), "all|open", row, rowsOf(row, young), who);

    expect(list.ids).toEqual(["old", "young"]);
  });

  test("leaves Unassigned when someone takes it", () => {
    const row = at("old", 12, { assignees: [BEN] });
    const rows = rowsOf(row, young);

    expect(place(ready(["old", "young"]), "unassigned|open", row, rows, who).ids).toEqual([
      "young",
    ]);
  });

  test("waits for its page when it lies beyond the loaded part", () => {
    const row = at("ancient", 0);
    const rows = rowsOf(old, young, row);

    expect(place(ready(["young", "old"], "more"), "all|open", row, rows, who).ids).toEqual([
      "young",
      "old",
    ]);
  });

  test("leaves lists alone that it has nothing to do with", () => {
    const list = ready(["young"]);
    const row = at("new", 10, { assignees: [BEN] });

    expect(place(list, "me|open", row, rowsOf(young, row), who)).toBe(list);
  });
});

describe("two versions of a row", () => {
  test("the older one is ignored, whenever it comes", () => {
    const held = aRow({ version: 5 });

    expect(newer(held, aRow({ version: 4 }))).toBe(held);
  });

  test("a frame, which knows nothing of reading, leaves the mark as it is", () => {
    const { unread: _, ...frame } = aRow({ version: 2 });

    expect(newer(aRow({ unread: true }), frame).unread).toBe(true);
  });
});

describe("a page", () => {
  test("is sorted in and never shows a row twice", () => {
    const rows = rowsOf(at("a", 3), at("b", 2), at("c", 1));
    const page = { items: [rows.b, rows.c] as Conversation[], next_cursor: null };
    const list = withPage(ready(["a", "b"], "x"), "all|open", page, rows, { first: false, who });

    expect(list).toMatchObject({ ids: ["a", "b", "c"], cursor: null, state: "ready" });
  });

  test("a first page drops what is gone and keeps what came by while it was under way", () => {
    const rows = rowsOf(at("gone", 1), at("kept", 2), at("live", 3));
    const stale: List = { ...ready(["kept", "gone"]), state: "stale" };
    const entered = place(stale, "all|open", rows.live as Conversation, rows, who);
    const page = { items: [rows.kept] as Conversation[], next_cursor: null };

    expect(withPage(entered, "all|open", page, rows, { first: true, who }).ids).toEqual([
      "live",
      "kept",
    ]);
  });

  test("does not bring back what a frame has moved on meanwhile", () => {
    const rows = rowsOf(at("taken", 1, { assignees: [BEN], version: 2 }));
    const page = { items: [at("taken", 1)], next_cursor: null };

    expect(withPage(EMPTY_LIST, "unassigned|open", page, rows, { first: true, who }).ids).toEqual(
      [],
    );
  });
});
