import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Unreachable } from "../src/api/problem";
import { ANNA, aRow, received } from "./builders";
import { anOpenDesk, letter } from "./open-desk";

beforeEach(() => sessionStorage.clear());

describe("drafts", () => {
  beforeEach(() => vi.useFakeTimers({ shouldAdvanceTime: true }));
  afterEach(() => vi.useRealTimers());

  test("are saved a moment after the last key", async () => {
    const { desk, api, kept } = await anOpenDesk();

    desk.editDraft("cnv_1", "reply", { text: "Ye" });
    desk.editDraft("cnv_1", "reply", { text: "Yes" });
    await vi.advanceTimersByTimeAsync(1000);

    expect(api.saveDraft).toHaveBeenCalledExactlyOnceWith(
      "cnv_1",
      "reply",
      expect.objectContaining({ text: "Yes" }),
    );
    expect(kept.draft("cnv_1").reply.unsaved).toBe(false);
  });

  test("a reply and a note are kept apart", async () => {
    const { desk, kept } = await anOpenDesk();

    desk.editDraft("cnv_1", "reply", { text: "to them" });
    desk.editDraft("cnv_1", "note", { text: "to us" });

    expect(kept.draft("cnv_1").reply.text).toBe("to them");
    expect(kept.draft("cnv_1").note.text).toBe("to us");
  });

  test("what another device wrote appears, unless something newer is here", async () => {
    const saved = { mentions: [], attachments: [], reply_to: null, updated_at: "" };
    const { desk, api, kept } = await anOpenDesk();
    desk.editDraft("cnv_1", "note", { text: "newer" });
    api.drafts.mockResolvedValue({
      reply: { ...saved, text: "from the phone" },
      note: { ...saved, text: "old" },
    });

    await desk.loadDrafts("cnv_1");

    expect(kept.draft("cnv_1").reply.text).toBe("from the phone");
    expect(kept.draft("cnv_1").note.text).toBe("newer");
  });

  test("are not saved once they are sent", async () => {
    const { desk, api } = await anOpenDesk();

    desk.editDraft("cnv_1", "reply", { text: "Yes" });
    await desk.write("cnv_1", letter());
    await vi.advanceTimersByTimeAsync(1000);

    expect(api.saveDraft).not.toHaveBeenCalled();
  });

  test("a save under way ends before the reply goes, so that it does not come back", async () => {
    const { desk, api } = await anOpenDesk();
    let end = () => {};
    api.saveDraft.mockReturnValueOnce(
      new Promise((resolve) => {
        end = resolve;
      }),
    );
    desk.editDraft("cnv_1", "reply", { text: "Yes" });
    await vi.advanceTimersByTimeAsync(1000);

    const written = desk.write("cnv_1", letter());
    await vi.advanceTimersByTimeAsync(100);
    expect(api.reply).not.toHaveBeenCalled();
    end();
    await written;

    expect(api.reply).toHaveBeenCalledOnce();
  });

  test("without a connection they wait on this device and are saved when it is back", async () => {
    const { desk, api, kept } = await anOpenDesk();
    api.saveDraft.mockRejectedValueOnce(new Unreachable());
    desk.editDraft("cnv_1", "reply", { text: "Yes" });
    await vi.advanceTimersByTimeAsync(1000);
    expect(kept.draft("cnv_1").reply).toMatchObject({ text: "Yes", unsaved: true });
    expect(desk.store.getState().toasts).toEqual([]);

    desk.refreshThreads();
    await vi.advanceTimersByTimeAsync(10);

    expect(kept.draft("cnv_1").reply.unsaved).toBe(false);
  });
});

describe("a jump", () => {
  test("to what is not loaded shows the middle, and the way back to the end", async () => {
    const { desk, api, thread } = await anOpenDesk({ row: aRow({ version: 90 }) });
    api.timeline.mockImplementation(async (_id, { around } = {}) => ({
      items: around ? [received(40), received(41)] : [received(89), received(90)],
      next_cursor: "older",
      earlier: null,
    }));

    await desk.jump("cnv_1", 41);
    expect(thread()?.events.map((event) => event.seq)).toEqual([40, 41]);
    expect(thread()).toMatchObject({ detached: true, target: { seq: 41 } });
    await desk.toLatest("cnv_1");

    expect(thread()?.events.map((event) => event.seq)).toEqual([89, 90]);
    expect(thread()?.detached).toBe(false);
  });

  test("to what is loaded fetches nothing", async () => {
    const { desk, api, thread } = await anOpenDesk();
    api.timeline.mockClear();

    await desk.jump("cnv_1", 1);

    expect(api.timeline).not.toHaveBeenCalled();
    expect(thread()?.target?.seq).toBe(1);
  });

  test("before the thread is open waits for it, and loads it once", async () => {
    const { desk, api } = await anOpenDesk({ row: aRow({ version: 90 }) });
    api.conversation.mockImplementation(async (id) => aRow({ id, version: 90 }));
    api.timeline.mockClear();
    api.timeline.mockImplementation(async (conversation_id) => ({
      items: [received(41, { conversation_id })],
      next_cursor: null,
      earlier: null,
    }));

    desk.jump("cnv_2", 41);
    desk.open("cnv_2");
    desk.refreshThreads();
    const second = () => desk.store.getState().threads.cnv_2;
    await vi.waitFor(() => expect(second()?.target?.seq).toBe(41));

    expect(api.timeline).toHaveBeenCalledExactlyOnceWith("cnv_2", { around: 41 });
  });
});

test("what lies above the fold is not marked read until the end is seen", async () => {
  const { desk, api, hear } = await anOpenDesk();
  desk.seeEnd("cnv_1", false);

  hear({ ...received(2), conversation: aRow({ version: 2, assignees: [ANNA] }) });
  expect(api.read).not.toHaveBeenCalled();
  desk.seeEnd("cnv_1", true);

  await vi.waitFor(() => expect(api.read).toHaveBeenCalledWith("cnv_1", 2));
});

test("typing is told now and then, and its end once", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const { desk, socket } = await anOpenDesk();
  await vi.waitFor(() => expect(socket.onopen).toBeDefined());
  socket.onopen?.({} as never);
  const said = () =>
    vi
      .mocked(socket.send)
      .mock.calls.map(([frame]) => JSON.parse(String(frame)))
      .filter((frame) => frame.type === "typing")
      .map((frame) => frame.active);

  desk.typing("cnv_1", "reply");
  desk.typing("cnv_1", "reply");
  expect(said()).toEqual([true]);
  await vi.advanceTimersByTimeAsync(3500);
  desk.typing("cnv_1", "reply");
  expect(said()).toEqual([true, true]);
  await vi.advanceTimersByTimeAsync(6000);
  desk.stopTyping();

  expect(said()).toEqual([true, true, false]);
  vi.useRealTimers();
});
