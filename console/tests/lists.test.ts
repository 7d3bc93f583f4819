import { describe, expect, test } from "vitest";
import type { Conversation } from "../src/api/types";
import { belongs, EMPTY_LIST, type List, newer, place, withPage } from "../src/state/lists";
import { defaultSort, type ListQuery, listKey, queryOf, sortOf } from "../src/state/queries";
import { ANNA, aRow, aView, BEN, minutes } from "./builders";

const who = { userId: ANNA.id, teamIds: ["tm_1"], views: [aView({ priority: "urgent" })] };

function query(inbox: ListQuery["inbox"], over: Partial<ListQuery> = {}): ListQuery {
  return { inbox, status: "open", filters: {}, q: "", sort: defaultSort(inbox), ...over };
}

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
  const snooze = { until: null };
  const into = { id: "cnv_2", number: 2 };

  test.each<[ListQuery["inbox"], ListQuery["status"], Partial<Conversation>, boolean]>([
    ["me", "open", { assignees: [ANNA, BEN] }, true],
    ["me", "open", { assignees: [BEN] }, false],
    ["me", "open", { assignees: [ANNA], status: "closed" }, false],
    ["me", "closed", { assignees: [ANNA], status: "closed" }, true],
    ["me", "open", { assignees: [ANNA], snooze }, false],
    ["me", "snoozed", { assignees: [ANNA], snooze }, true],
    ["me", "snoozed", { assignees: [ANNA] }, false],
    ["unassigned", "open", {}, true],
    ["unassigned", "open", { assignees: [ANNA] }, false],
    ["unassigned", "open", { team_id: "tm_other" }, false],
    ["mentions", "open", { mentioned: true, assignees: [BEN] }, true],
    ["mentions", "open", { mentioned: true, assignees: [ANNA] }, false],
    ["mentions", "open", {}, false],
    ["starred", "any", { starred: true, status: "closed" }, true],
    ["starred", "any", {}, false],
    ["team:tm_1", "open", { assignees: [BEN] }, true],
    ["team:tm_2", "open", {}, false],
    ["all", "open", { team_id: "tm_other" }, true],
    ["all", "closed", { status: "closed", merged_into: into }, false],
    ["view:vw_1", "open", { priority: "urgent" }, true],
    ["view:vw_1", "open", { priority: "low" }, false],
    ["view:vw_unknown", "open", {}, false],
  ])("to %s, %s, with %o: %s", (inbox, status, facts, expected) => {
    expect(belongs(aRow(facts), query(inbox, { status }), who)).toBe(expected);
  });

  test("only where it passes every filter", () => {
    const row = aRow({ labels: ["lbl_1"], private_labels: ["lbl_2"], important: true });
    const passes = (filters: ListQuery["filters"]) => belongs(row, query("all", { filters }), who);

    expect(passes({ label: "lbl_1", important: true, channel: "chn_1", team: "tm_1" })).toBe(true);
    expect(passes({ label: "lbl_2" })).toBe(true);
    expect(passes({ label: "lbl_1", priority: "high" })).toBe(false);
    expect(passes({ label: "lbl_3" })).toBe(false);
    expect(passes({ assignee: ANNA.id })).toBe(false);
  });
});

describe("a list's key", () => {
  test("tells all that the list shows", () => {
    const filters = { label: "lbl_1", important: true, priority: "high" } as const;
    const full = query("team:tm_1", {
      status: "snoozed",
      filters,
      q: "tent & pole",
      sort: "created",
    });

    expect(queryOf(listKey(full))).toEqual(full);
    expect(listKey(query("me"))).not.toBe(listKey(query("me", { sort: "oldest" })));
  });

  test("follows the agent's own order before the view's and the inbox's", () => {
    const views = [{ ...aView({}), sort: "priority" as const }];

    expect(sortOf("unassigned", {}, views)).toBe("oldest");
    expect(sortOf("me", {}, views)).toBe("newest");
    expect(sortOf("view:vw_1", {}, views)).toBe("priority");
    expect(sortOf("view:vw_1", { "view:vw_1": "created" }, views)).toBe("created");
  });
});

describe("a changed row", () => {
  const old = at("old", 1);
  const young = at("young", 9);

  test("goes to the top where the newest come first", () => {
    const row = at("new", 10);
    const list = place(ready(["young", "old"]), query("all"), row, rowsOf(old, young, row), who);

    expect(list.ids).toEqual(["new", "young", "old"]);
  });

  test("queues at the end of Unassigned, where the oldest come first", () => {
    const row = at("new", 10);
    const rows = rowsOf(old, young, row);

    expect(place(ready(["old", "young"]), query("unassigned"), row, rows, who).ids).toEqual([
      "old",
      "young",
      "new",
    ]);
  });

  test("stands by its priority where that is the order, and by time among equals", () => {
    const row = at("new", 5, { priority: "high" });
    const rows = rowsOf(
      at("urgent", 1, { priority: "urgent" }),
      at("high", 2, { priority: "high" }),
      young,
      row,
    );
    const byPriority = query("all", { sort: "priority" });

    expect(place(ready(["urgent", "high", "young"]), byPriority, row, rows, who).ids).toEqual([
      "urgent",
      "new",
      "high",
      "young",
    ]);
  });

  test("moves within its list", () => {
    const row = at("old", 12);
    const list = place(ready(["young", "old"]), query("all"), row, rowsOf(row, young), who);

    expect(list.ids).toEqual(["old", "young"]);
  });

  test("leaves Unassigned when someone takes it", () => {
    const row = at("old", 12, { assignees: [BEN] });
    const rows = rowsOf(row, young);

    expect(place(ready(["old", "young"]), query("unassigned"), row, rows, who).ids).toEqual([
      "young",
    ]);
  });

  test("waits for its page when it lies beyond the loaded part", () => {
    const row = at("ancient", 0);
    const rows = rowsOf(old, young, row);

    expect(place(ready(["young", "old"], "more"), query("all"), row, rows, who).ids).toEqual([
      "young",
      "old",
    ]);
  });

  test("never enters the results of a search by itself, but leaves them", () => {
    const found = query("all", { q: "tent" });
    const row = at("new", 10);
    const closed = at("old", 12, { status: "closed" });

    expect(place(ready(["old"]), found, row, rowsOf(old, row), who).ids).toEqual(["old"]);
    expect(place(ready(["old"]), found, closed, rowsOf(closed), who).ids).toEqual([]);
  });

  test("leaves lists alone that it has nothing to do with", () => {
    const list = ready(["young"]);
    const row = at("new", 10, { assignees: [BEN] });

    expect(place(list, query("me"), row, rowsOf(young, row), who)).toBe(list);
  });
});

describe("two versions of a row", () => {
  test("the older one is ignored, whenever it comes", () => {
    const held = aRow({ version: 5 });

    expect(newer(held, aRow({ version: 4 }))).toBe(held);
  });

  test("a frame, which knows nothing of what is the caller's own, leaves that as it is", () => {
    const own = { unread: true, starred: true, mentioned: true, private_labels: ["lbl_9"] };
    const nothing = { unread: null, starred: null, mentioned: null, private_labels: null };

    expect(newer(aRow(own), aRow({ version: 2, ...nothing }))).toMatchObject(own);
  });
});

describe("a page", () => {
  test("is sorted in and never shows a row twice", () => {
    const rows = rowsOf(at("a", 3), at("b", 2), at("c", 1));
    const page = { items: [rows.b, rows.c] as Conversation[], next_cursor: null };
    const list = withPage(ready(["a", "b"], "x"), query("all"), page, rows, { first: false, who });

    expect(list).toMatchObject({ ids: ["a", "b", "c"], cursor: null, state: "ready" });
  });

  test("a first page drops what is gone and keeps what came by while it was under way", () => {
    const rows = rowsOf(at("gone", 1), at("kept", 2), at("live", 3));
    const stale: List = { ...ready(["kept", "gone"]), state: "stale" };
    const entered = place(stale, query("all"), rows.live as Conversation, rows, who);
    const page = { items: [rows.kept] as Conversation[], next_cursor: null };

    expect(withPage(entered, query("all"), page, rows, { first: true, who }).ids).toEqual([
      "live",
      "kept",
    ]);
  });

  test("does not bring back what a frame has moved on, or away, meanwhile", () => {
    const rows = rowsOf(at("taken", 1, { assignees: [BEN], version: 2 }));
    const page = { items: [at("taken", 1), at("hidden", 2)], next_cursor: null };

    expect(withPage(EMPTY_LIST, query("unassigned"), page, rows, { first: true, who }).ids).toEqual(
      [],
    );
  });
});
