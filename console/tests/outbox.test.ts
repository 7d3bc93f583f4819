import { beforeEach, describe, expect, test, vi } from "vitest";
import { Problem, Unreachable } from "../src/api/problem";
import type { ReplyBody } from "../src/api/thread-types";
import { ANNA, aRow, aScheduled, BEN, note, sent } from "./builders";
import { anOpenDesk, letter } from "./open-desk";

beforeEach(() => sessionStorage.clear());

const texts = (calls: [string, ReplyBody][]) => calls.map(([, body]) => body.text);

describe("sending", () => {
  test("goes in order, one after the other", async () => {
    const { desk, api, thread } = await anOpenDesk();
    let answer = () => {};
    api.reply.mockImplementationOnce(
      (_id, { client_id }) =>
        new Promise((resolve) => {
          answer = () => resolve(sent(2, { client_id }));
        }),
    );
    api.reply.mockImplementationOnce(async (_id, { client_id }) => sent(3, { client_id }));

    const both = [desk.write("cnv_1", letter()), desk.write("cnv_1", letter({ text: "second" }))];
    await vi.waitFor(() => expect(texts(api.reply.mock.calls)).toEqual(["Yes"]));
    expect(thread()?.pending.map((each) => each.text)).toEqual(["Yes", "second"]);
    answer();
    await Promise.all(both);

    expect(texts(api.reply.mock.calls)).toEqual(["Yes", "second"]);
    expect(thread()?.pending).toEqual([]);
  });

  test("what nobody answered waits, with all behind it, and goes again in order", async () => {
    const { desk, api, thread } = await anOpenDesk();
    api.reply.mockRejectedValueOnce(new Unreachable());

    await Promise.all([
      desk.write("cnv_1", letter()),
      desk.write("cnv_1", letter({ text: "second" })),
    ]);
    expect(thread()?.pending.map((each) => each.state)).toEqual(["failed", "failed"]);
    expect(api.reply).toHaveBeenCalledOnce();
    const [first] = api.reply.mock.calls;
    desk.refreshThreads();

    await vi.waitFor(() => expect(thread()?.pending).toEqual([]));
    expect(texts(api.reply.mock.calls)).toEqual(["Yes", "Yes", "second"]);
    expect(api.reply.mock.calls[1]).toEqual(first);
  });

  test("what was refused says why and stays until the agent decides", async () => {
    const { desk, api, thread } = await anOpenDesk();
    const detail = "That text is too long for SMS.";
    api.reply.mockRejectedValueOnce(new Problem({ status: 422, code: "refused", detail }));

    await desk.write("cnv_1", letter());
    desk.refreshThreads();

    expect(thread()?.pending).toMatchObject([{ state: "failed", error: detail }]);
    expect(api.reply).toHaveBeenCalledOnce();
  });

  test("a failed one can go back into the box", async () => {
    const { desk, api, kept, thread } = await anOpenDesk();
    api.reply.mockRejectedValueOnce(new Unreachable());
    await desk.write("cnv_1", letter());
    const [failed] = thread()?.pending ?? [];
    if (!failed) throw new Error("nothing failed");

    desk.takeBack("cnv_1", failed);

    expect(thread()?.pending).toEqual([]);
    expect(kept.draft("cnv_1").reply.text).toBe("Yes");
  });

  test("what a closed page left behind waits for the agent", async () => {
    const first = await anOpenDesk();
    first.api.reply.mockReturnValueOnce(new Promise(() => {}));
    first.desk.write("cnv_1", letter());
    await vi.waitFor(() => expect(first.api.reply).toHaveBeenCalledOnce());
    first.desk.stop();

    const second = await anOpenDesk();

    expect(second.thread()?.pending).toMatchObject([{ text: "Yes", state: "failed" }]);
    expect(second.api.reply).not.toHaveBeenCalled();
  });
});

describe("sending that can be undone", () => {
  test("is held by the server, and Undo brings the words back", async () => {
    const { desk, api, kept, thread } = await anOpenDesk({ undo_seconds: 10 });
    api.schedule.mockResolvedValue(aScheduled());
    api.cancelScheduled.mockResolvedValue();

    await desk.write("cnv_1", letter());
    expect(api.schedule).toHaveBeenCalledExactlyOnceWith(
      "cnv_1",
      expect.objectContaining({ text: "Yes", delay_seconds: 10, hold: false }),
    );
    expect(thread()?.pending).toMatchObject([{ state: "held" }]);
    desk.store
      .getState()
      .toasts.find((toast) => toast.action?.label === "Undo")
      ?.action?.run();

    await vi.waitFor(() => expect(thread()?.pending).toEqual([]));
    expect(api.cancelScheduled).toHaveBeenCalledExactlyOnceWith("cnv_1", "sch_1");
    expect(kept.draft("cnv_1").reply.text).toBe("Yes");
    expect(api.reply).not.toHaveBeenCalled();
  });

  test("becomes the message once it is sent", async () => {
    const { desk, api, hear, thread } = await anOpenDesk({ undo_seconds: 10 });
    api.schedule.mockResolvedValue(aScheduled());
    await desk.write("cnv_1", letter());

    hear(sent(2, { client_id: "sch_1" }));

    expect(thread()?.pending).toEqual([]);
    expect(thread()?.events.map((event) => event.seq)).toEqual([1, 2]);
  });

  test("that comes too late says so and stays sent", async () => {
    const { desk, api, thread } = await anOpenDesk({ undo_seconds: 10 });
    api.schedule.mockResolvedValue(aScheduled());
    const detail = "It was sent.";
    api.cancelScheduled.mockRejectedValue(new Problem({ status: 409, code: "conflict", detail }));
    await desk.write("cnv_1", letter());

    await desk.undo("cnv_1", thread()?.pending[0]?.client_id ?? "");

    expect(thread()?.pending).toHaveLength(1);
    expect(desk.store.getState().toasts.at(-1)).toMatchObject({ tone: "danger", text: detail });
  });

  test("that the server holds back waits above the box instead", async () => {
    const { desk, api, hear, thread } = await anOpenDesk({ undo_seconds: 10 });
    api.schedule.mockResolvedValue(aScheduled());
    await desk.write("cnv_1", letter());

    const data = aScheduled({ status: "held", reason: "You may no longer see this." });
    hear({ type: "scheduled.updated", conversation_id: "cnv_1", data });

    expect(thread()?.pending).toEqual([]);
    expect(thread()?.scheduled).toMatchObject([{ id: "sch_1", status: "held" }]);
  });

  test("a note is never held", async () => {
    const { desk, api } = await anOpenDesk({ undo_seconds: 10 });

    await desk.write("cnv_1", letter({ kind: "note" }));

    expect(api.note).toHaveBeenCalledOnce();
    expect(api.schedule).not.toHaveBeenCalled();
  });
});

test("a note that names a stranger can be shown to them and sent", async () => {
  const row = aRow({ assignees: [ANNA], visible_to: [ANNA] });
  const { desk, api, thread } = await anOpenDesk({ row });
  const refusal = { status: 422, code: "not_visible", detail: "No.", user_ids: [BEN.id] };
  api.note.mockRejectedValueOnce(new Problem(refusal));
  api.updateConversation.mockResolvedValue({ ...row, version: 2, visible_to: [ANNA, BEN] });
  api.note.mockImplementationOnce(async () => note(3, "Look @Ben Okafor"));
  const text = "Look @Ben Okafor";

  await desk.write("cnv_1", letter({ kind: "note", text, mentions: [BEN.id] }));
  const [failed] = thread()?.pending ?? [];
  expect(failed?.not_visible).toEqual([BEN.id]);
  if (failed) await desk.showAndResend("cnv_1", failed);

  expect(api.updateConversation).toHaveBeenCalledExactlyOnceWith("cnv_1", {
    visible_to: [ANNA.id, BEN.id],
  });
  expect(thread()?.pending).toEqual([]);
});
