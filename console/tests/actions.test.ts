import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Problem, Unreachable } from "../src/api/problem";
import type { BulkResult, Conversation } from "../src/api/types";
import { createDesk } from "../src/state/actions";
import { createKept } from "../src/state/kept";
import { type ListQuery, listKey } from "../src/state/queries";
import { ANNA, aLabel, aMe, aRow, BEN, minutes, received } from "./builders";
import { aFakeApi } from "./fake-api";

const UNASSIGNED: ListQuery = {
  inbox: "unassigned",
  status: "open",
  filters: {},
  q: "",
  sort: "oldest",
};

/** A desk with some rows on screen. */
async function aDesk(rows: Conversation[] = [aRow()]) {
  const api = aFakeApi({ row: rows[0] as Conversation, me: aMe({ role: "admin" }) });
  api.conversations.mockResolvedValue({ items: rows, next_cursor: null });
  let ids = 0;
  const socket = { send: vi.fn(), close: vi.fn() } as unknown as WebSocket;
  const desk = createDesk({
    api,
    kept: createKept(sessionStorage),
    openSocket: () => socket,
    newId: () => `id_${++ids}`,
    watching: () => true,
  });
  await desk.start();
  desk.showList(UNASSIGNED);
  await vi.waitFor(() => expect(shown(desk)).toHaveLength(rows.length));
  const hear = (frame: object) => socket.onmessage?.({ data: JSON.stringify(frame) } as never);
  await vi.waitFor(() => expect(socket.onopen).toBeDefined());
  return { desk, api, hear, socket, row: (id = "cnv_1") => desk.store.getState().rows[id] };
}

type TestDesk = Awaited<ReturnType<typeof aDesk>>["desk"];
const shown = (desk: TestDesk) => desk.store.getState().lists[listKey(UNASSIGNED)]?.ids ?? [];
const toasts = (desk: TestDesk) => desk.store.getState().toasts;
const undo = (desk: TestDesk) =>
  toasts(desk)
    .findLast((toast) => toast.action)
    ?.action?.run();
const refusal = (over: object) =>
  new Problem({ status: 403, code: "forbidden", detail: "Only an assignee may.", ...over });

/** An answer that comes when the test says so. */
function later<Answer>() {
  let give: (answer: Answer) => void = () => {};
  const promise = new Promise<Answer>((resolve) => {
    give = resolve;
  });
  return { promise, give };
}

beforeEach(() => localStorage.clear());

let stop = () => {};
afterEach(() => stop());

async function aRunningDesk(rows?: Conversation[]) {
  const running = await aDesk(rows);
  stop = running.desk.stop;
  return running;
}

describe("closing", () => {
  test("shows before the server has answered, and Undo reopens", async () => {
    const { desk, api, row } = await aRunningDesk();
    const answer = later<Conversation>();
    api.close.mockReturnValue(answer.promise);

    const closing = desk.close(["cnv_1"]);
    expect(row()?.status).toBe("closed");
    expect(shown(desk)).toEqual([]);
    answer.give(aRow({ status: "closed", version: 2 }));
    await closing;
    api.reopen.mockResolvedValue(aRow({ version: 3 }));
    undo(desk);

    expect(api.reopen).toHaveBeenCalledExactlyOnceWith("cnv_1");
    expect(shown(desk)).toEqual(["cnv_1"]);
  });

  test("comes back with the reason when it is refused", async () => {
    const { desk, api, row } = await aRunningDesk();
    api.close.mockRejectedValue(refusal({}));

    await desk.close(["cnv_1"]);

    expect(row()?.status).toBe("open");
    expect(shown(desk)).toEqual(["cnv_1"]);
    expect(toasts(desk)).toMatchObject([{ tone: "danger", text: "Only an assignee may." }]);
  });

  test("does not undo what a frame has told meanwhile", async () => {
    const { desk, api, hear, row } = await aRunningDesk();
    const answer = later<never>();
    api.close.mockReturnValue(answer.promise.then(() => Promise.reject(new Unreachable())));

    const closing = desk.close(["cnv_1"]);
    hear({ ...received(2), conversation: aRow({ version: 2, status: "closed" }) });
    answer.give(undefined as never);
    await closing;

    expect(row()).toMatchObject({ status: "closed", version: 2 });
  });
});

describe("assigning", () => {
  test("names the colleague who was faster", async () => {
    const { desk, api, row } = await aRunningDesk();
    const detail = "Ben Okafor has this conversation.";
    api.assign.mockRejectedValue(refusal({ status: 409, code: "taken", detail, winner: BEN }));
    api.conversation.mockResolvedValue(aRow({ version: 2, assignees: [BEN] }));

    await desk.assign(["cnv_1"], [ANNA]);

    expect(toasts(desk)).toMatchObject([{ title: "Ben Okafor took this conversation" }]);
    await vi.waitFor(() => expect(row()?.assignees).toEqual([BEN]));
  });

  test("Undo gives it back to whoever had it", async () => {
    const { desk, api } = await aRunningDesk();
    api.assign.mockImplementation(async (_id, ids) =>
      aRow({ version: 2, assignees: ids.includes(BEN.id) ? [BEN] : [] }),
    );

    await desk.assign(["cnv_1"], [BEN]);
    undo(desk);

    expect(api.assign.mock.calls).toEqual([
      ["cnv_1", [BEN.id]],
      ["cnv_1", []],
    ]);
  });
});

describe("closing where the company asks how it ended", () => {
  test("opens that question, and closes with the answer", async () => {
    const { desk, api, row } = await aRunningDesk();
    const asks = {
      status: 422,
      code: "refused",
      detail: "Say how it ended.",
      missing: ["disposition"],
    };
    api.close.mockRejectedValueOnce(new Problem(asks));
    api.close.mockResolvedValueOnce(aRow({ version: 2, status: "closed" }));

    await desk.close(["cnv_1"]);

    expect(row()?.status).toBe("open");
    expect(toasts(desk)).toEqual([]);
    expect(desk.store.getState().dialog).toEqual({ kind: "disposition", ids: ["cnv_1"] });
    await desk.close(["cnv_1"], { disposition: "Solved" });
    expect(api.close).toHaveBeenLastCalledWith("cnv_1", "Solved");
    expect(row()?.status).toBe("closed");
  });
});

describe("two changes of one conversation", () => {
  test("are asked for in turn, so that no late answer takes the other back", async () => {
    const { desk, api, row } = await aRunningDesk();
    const first = later<undefined>();
    api.star.mockReturnValue(first.promise);
    api.updateConversation.mockResolvedValue(aRow({ version: 2, priority: "high", starred: true }));

    const starring = desk.star("cnv_1", true);
    const marking = desk.setPriority("cnv_1", "high");
    expect(api.updateConversation).not.toHaveBeenCalled();
    first.give(undefined);
    await Promise.all([starring, marking]);

    expect(row()).toMatchObject({ starred: true, priority: "high" });
  });
});

describe("many at once", () => {
  const rows = ["a", "b", "c"].map((id, index) => aRow({ id, last_entry_at: minutes(index) }));
  const refused: BulkResult = {
    id: "b",
    ok: false,
    problem: { code: "forbidden", detail: "Only an assignee may." },
  };
  const done = (id: string): BulkResult => ({ id, ok: true, problem: null });

  test("tells what was not done and why, keeps it, and undoes the rest alone", async () => {
    const { desk, api } = await aRunningDesk(rows);
    api.bulk.mockResolvedValue({ items: [done("a"), refused, done("c")] });
    desk.selectAll(["a", "b", "c"]);

    await desk.close(["a", "b", "c"]);

    expect(shown(desk)).toEqual(["b"]);
    expect(toasts(desk)).toMatchObject([
      { title: "A conversation was not closed", text: "Only an assignee may." },
      { title: "2 conversations closed" },
    ]);
    expect(desk.store.getState().selected).toEqual([]);
    undo(desk);
    expect(api.bulk).toHaveBeenLastCalledWith(["a", "c"], { kind: "reopen" });
  });

  test("takes everything back when the server can't be reached", async () => {
    const { desk, api } = await aRunningDesk(rows);
    api.bulk.mockRejectedValue(new Unreachable());

    await desk.snooze(["a", "b"], null);

    expect(shown(desk)).toEqual(["a", "b", "c"]);
    expect(toasts(desk)).toMatchObject([{ tone: "danger" }]);
  });

  test("more than a request can hold go in several", async () => {
    const many = Array.from({ length: 130 }, (_, index) => aRow({ id: `r${index}` }));
    const { desk, api } = await aRunningDesk(many);
    api.bulk.mockImplementation(async (ids) => ({ items: ids.map(done) }));

    await desk.label(
      many.map((row) => row.id),
      ["lbl_1"],
      [],
    );

    expect(api.bulk.mock.calls.map(([ids]) => ids.length)).toEqual([100, 30]);
  });
});

describe("marks", () => {
  test("a star shows at once and is taken back when it failed", async () => {
    const { desk, api, row } = await aRunningDesk();
    api.star.mockRejectedValue(new Unreachable());

    const starring = desk.star("cnv_1", true);
    expect(row()?.starred).toBe(true);
    await starring;

    expect(row()?.starred).toBe(false);
  });

  test("marking unread is for the agent alone, and asks for the numbers anew", async () => {
    const { desk, api, row } = await aRunningDesk();
    api.unread.mockResolvedValue(undefined);
    await vi.waitFor(() => expect(api.inboxes).toHaveBeenCalledOnce());
    vi.useFakeTimers();

    await desk.markUnread("cnv_1");
    await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();

    expect(row()?.unread).toBe(true);
    expect(api.inboxes).toHaveBeenCalledTimes(2);
  });

  test("private labels stay apart from those that colleagues see", async () => {
    const { desk, api, row } = await aRunningDesk();
    api.labels.mockResolvedValue({ items: [aLabel(), aLabel({ id: "own", scope: "private" })] });
    await desk.loadLabels();
    api.label.mockReturnValue(new Promise(() => {}));

    desk.label(["cnv_1"], ["lbl_1", "own"], []);

    expect(row()).toMatchObject({ labels: ["lbl_1"], private_labels: ["own"] });
  });

  test("a conversation that is no longer the agent's to see goes", async () => {
    const { desk, api, row } = await aRunningDesk();
    api.updateConversation.mockRejectedValue(refusal({ status: 404, code: "not_found" }));

    await desk.setPriority("cnv_1", "high");

    expect(row()).toBeUndefined();
    expect(shown(desk)).toEqual([]);
  });
});

test("merging can be undone", async () => {
  const other = aRow({ id: "cnv_2", number: 2 });
  const { desk, api, row } = await aRunningDesk([aRow(), other]);
  api.merge.mockResolvedValue(aRow({ version: 2, merged: [{ id: "cnv_2", number: 2 }] }));
  api.unmerge.mockResolvedValue(aRow({ version: 3 }));

  await desk.merge("cnv_1", other);
  expect(shown(desk)).toEqual(["cnv_1"]);
  api.conversation.mockResolvedValue({ ...other, version: 2 });
  undo(desk);

  expect(api.unmerge).toHaveBeenCalledExactlyOnceWith("cnv_1", "cnv_2");
  await vi.waitFor(() => expect(shown(desk)).toContain("cnv_2"));
  expect(row("cnv_1")?.merged).toEqual([]);
});

describe("lists", () => {
  test("go on through short and empty pages until there is something to show", async () => {
    const { desk, api } = await aRunningDesk();
    const pages = [
      { items: [], next_cursor: "2" },
      { items: [aRow({ id: "x" })], next_cursor: "3" },
      { items: [], next_cursor: null },
    ];
    for (const page of pages) api.conversations.mockResolvedValueOnce(page);
    const urgent = { ...UNASSIGNED, filters: { label: "lbl_1" } };
    api.conversations.mockClear();

    desk.showList(urgent);

    await vi.waitFor(() => expect(api.conversations).toHaveBeenCalledTimes(3));
    expect(api.conversations.mock.calls.map(([, cursor]) => cursor)).toEqual([null, "2", "3"]);
  });

  test("an order is kept with the agent, and taken back when that failed", async () => {
    const { desk, api } = await aRunningDesk();
    api.setPreferences.mockRejectedValue(new Unreachable());

    const choosing = desk.setSort("unassigned", "priority");
    expect(desk.store.getState().me?.preferences.sorts).toEqual({ unassigned: "priority" });
    await choosing;

    expect(api.setPreferences).toHaveBeenCalledExactlyOnceWith({
      sorts: { unassigned: "priority" },
    });
    expect(desk.store.getState().me?.preferences.sorts).toEqual({});
  });

  test("counts are asked for at most once a second, however much happens", async () => {
    const { api, hear, socket } = await aRunningDesk();
    socket.onopen?.({} as never);
    await vi.waitFor(() => expect(api.inboxes).toHaveBeenCalledTimes(2));
    vi.useFakeTimers();
    for (let seq = 2; seq < 12; seq += 1) {
      hear({ ...received(seq), conversation: aRow({ version: seq }) });
    }
    await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();

    expect(api.inboxes).toHaveBeenCalledTimes(3);
  });
});

test("colleagues are told which conversation is on screen", async () => {
  const { desk, socket } = await aRunningDesk();
  socket.onopen?.({} as never);

  desk.open("cnv_1");
  desk.open(null);

  const told = vi.mocked(socket.send).mock.calls.map(([text]) => JSON.parse(String(text)));
  expect(told).toContainEqual({ type: "view", conversation_id: "cnv_1" });
  expect(told.at(-1)).toEqual({ type: "view", conversation_id: null });
});
