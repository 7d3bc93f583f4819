import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Problem, Unreachable } from "../src/api/problem";
import { offered } from "../src/state/suggestions";
import { aScheduled, aSuggestion, BEN, received } from "./builders";
import { anOpenDesk, letter } from "./open-desk";

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(() => vi.useRealTimers());

async function suggesting(facts: Parameters<typeof anOpenDesk>[0] = {}) {
  const opened = await anOpenDesk(facts);
  const suggestion = aSuggestion();
  opened.hear({
    type: "suggestion.ready",
    conversation_id: "cnv_1",
    data: { message_id: "msg_1", suggestions: [suggestion] },
  });
  const shown = () =>
    offered(opened.desk.store.getState().suggestions.cnv_1 ?? [], [received(1)]).map(
      ({ id }) => id,
    );
  return { ...opened, suggestion, shown };
}

describe("a suggestion that is sent", () => {
  test("shows at once as the agent's reply, and leaves what is being written", async () => {
    const { desk, api, kept, thread, suggestion } = await suggesting();
    desk.editDraft("cnv_1", "reply", { text: "By the way" });

    const going = desk.sendSuggestion("cnv_1", suggestion);
    expect(thread()?.pending[0]?.text).toBe("Yes, we do.");
    await going;

    expect(api.sendSuggestion.mock.lastCall?.slice(0, 2)).toEqual(["cnv_1", "sug_1"]);
    expect(thread()?.pending).toEqual([]);
    expect(kept.draft("cnv_1").reply.text).toBe("By the way");
  });

  test("is offered again when somebody was faster, and the box stays as it was", async () => {
    const { desk, api, kept, shown, suggestion } = await suggesting();
    api.sendSuggestion.mockRejectedValue(
      new Problem({ status: 409, code: "taken", winner: BEN, detail: "Ben has it" }),
    );

    await desk.sendSuggestion("cnv_1", suggestion);

    expect(shown()).toEqual(["sug_1"]);
    expect(kept.draft("cnv_1").reply.text).toBe("");
    expect(desk.store.getState().toasts[0]?.text).toContain("suggested still");
  });

  test("waits for the connection, and is offered again when it is discarded", async () => {
    const { desk, api, thread, shown, suggestion } = await suggesting();
    api.sendSuggestion.mockRejectedValue(new Unreachable());

    await desk.sendSuggestion("cnv_1", suggestion);
    const [waiting] = thread()?.pending ?? [];
    expect(waiting).toMatchObject({ state: "failed", unreachable: true });
    expect(shown()).toEqual([]);
    desk.discard("cnv_1", waiting?.client_id ?? "");

    expect(shown()).toEqual(["sug_1"]);
  });

  test("can be taken back for as long as any reply can", async () => {
    const { desk, api, kept, thread, shown, suggestion } = await suggesting({ undo_seconds: 10 });
    api.schedule.mockResolvedValue(aScheduled());
    api.cancelScheduled.mockResolvedValue(undefined);

    await desk.sendSuggestion("cnv_1", suggestion);
    expect(api.sendSuggestion).not.toHaveBeenCalled();
    expect(api.schedule.mock.lastCall?.[1]).toMatchObject({
      text: "Yes, we do.",
      suggestion_id: "sug_1",
      delay_seconds: 10,
    });
    await desk.undo("cnv_1", thread()?.pending[0]?.client_id ?? "");

    expect(shown()).toEqual(["sug_1"]);
    expect(kept.draft("cnv_1").reply.text).toBe("");
  });

  test("goes translated where the customer reads another language", async () => {
    const { desk, api, suggestion } = await suggesting();

    await desk.sendSuggestion("cnv_1", suggestion, "de");

    expect(api.sendSuggestion).not.toHaveBeenCalled();
    expect(api.reply.mock.lastCall?.[1]).toMatchObject({
      suggestion_id: "sug_1",
      translate_to: "de",
    });
  });
});

describe("a suggestion that is edited", () => {
  test("goes into the box, and the reply tells what it began as", async () => {
    const { desk, api, kept, suggestion } = await suggesting();
    api.editSuggestion.mockResolvedValue({ ...suggestion, state: "edited" });

    await desk.editSuggestion("cnv_1", suggestion);
    const { reply } = kept.draft("cnv_1");
    expect(reply).toMatchObject({ text: "Yes, we do.", suggestion_id: "sug_1" });
    await desk.write("cnv_1", letter({ text: "Yes, we do!", suggestion_id: reply.suggestion_id }));

    expect(api.reply.mock.lastCall?.[1]).toMatchObject({ suggestion_id: "sug_1" });
    expect(kept.draft("cnv_1").reply.suggestion_id).toBeNull();
  });

  test("a reply that was written from nothing names none", async () => {
    const { desk, api } = await suggesting();

    await desk.write("cnv_1", letter());

    expect(api.reply.mock.lastCall?.[1]).not.toHaveProperty("suggestion_id");
    expect(api.reply.mock.lastCall?.[1]).not.toHaveProperty("translate_to");
  });
});

test("a rejection that the server refused is taken back", async () => {
  const { desk, api, shown, suggestion } = await suggesting();
  api.rejectSuggestion.mockRejectedValue(new Unreachable());

  await desk.rejectSuggestion("cnv_1", suggestion);

  expect(shown()).toEqual(["sug_1"]);
});
