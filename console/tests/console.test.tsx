import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Problem, Unreachable } from "../src/api/problem";
import {
  ANNA,
  aMe,
  aNotification,
  aRow,
  aSuggestion,
  BEN,
  minutes,
  received,
  sent,
} from "./builders";
import { openConsole } from "./console";

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(cleanup);

describe("writing", () => {
  test("Enter sends, Shift+Enter breaks the line", async () => {
    const { api, user, findByTestId } = await openConsole();
    const composer = await findByTestId("composer");

    await user.type(composer, "Yes,{Shift>}{Enter}{/Shift}we do.{Enter}");

    expect(api.reply).toHaveBeenCalledExactlyOnceWith(
      "cnv_1",
      expect.objectContaining({ text: "Yes,\nwe do.", client_id: expect.any(String) }),
    );
    expect(composer).toHaveProperty("value", "");
  });

  test("a note goes to colleagues only", async () => {
    const { api, user, findByTestId, getByLabelText } = await openConsole();
    await findByTestId("composer");

    await user.click(getByLabelText("Internal note", { selector: "input, button" }));
    await user.type(
      getByLabelText("Internal note", { selector: "textarea" }),
      "Ask the warehouse{Enter}",
    );

    expect(api.note).toHaveBeenCalledExactlyOnceWith(
      "cnv_1",
      expect.objectContaining({ text: "Ask the warehouse" }),
    );
    expect(api.reply).not.toHaveBeenCalled();
  });

  test("a message stands in the thread at once, and once when it has arrived", async () => {
    const { api, user, hear, findByTestId, findAllByTestId, queryByTestId } = await openConsole();
    api.reply.mockReturnValue(new Promise(() => {}));

    await user.type(await findByTestId("composer"), "Yes{Enter}");
    expect((await findByTestId("pending")).textContent).toContain("Yes");
    const clientId = api.reply.mock.lastCall?.[1].client_id as string;
    await hear(sent(2, { client_id: clientId }));

    expect(queryByTestId("pending")).toBeNull();
    expect(await findAllByTestId("message")).toHaveLength(2);
  });

  test("a message that did not get through is kept and can be sent again", async () => {
    const { api, user, findByTestId, findByText, queryByTestId } = await openConsole();
    api.reply.mockRejectedValueOnce(new Unreachable());

    await user.type(await findByTestId("composer"), "Yes{Enter}");
    await findByText(/Not sent/);
    await user.click(await findByText("Send again"));

    const [first, second] = api.reply.mock.calls;
    expect(second).toEqual(first);
    expect(queryByTestId("pending")).toBeNull();
  });

  test("a colleague who was first is named, and no word is lost", async () => {
    const { api, user, findByTestId, findByText } = await openConsole();
    const detail = "Ben Okafor took this conversation";
    api.reply.mockRejectedValue(new Problem({ status: 409, code: "taken", detail, winner: BEN }));
    const composer = await findByTestId("composer");

    await user.type(composer, "Yes, we do.{Enter}");

    await findByText(detail);
    expect(composer).toHaveProperty("value", "Yes, we do.");
  });

  test("a draft survives a reload of the page", async () => {
    const first = await openConsole();
    await first.user.type(await first.findByTestId("composer"), "half a sen");
    first.unmount();

    const second = await openConsole();

    expect(await second.findByTestId("composer")).toHaveProperty("value", "half a sen");
  });
});

describe("live", () => {
  test("a new conversation enters the list without a reload", async () => {
    const { hear, findAllByTestId } = await openConsole();
    const row = aRow({ id: "cnv_2", last_entry_at: minutes(5) });

    await hear({ ...received(1, { id: "msg_x", conversation_id: "cnv_2" }), conversation: row });

    const ids = (await findAllByTestId("conversation-row")).map(
      (each) => each.dataset.conversationId,
    );
    expect(ids).toEqual(["cnv_1", "cnv_2"]);
  });

  test("a missed entry is fetched when a later one shows the gap", async () => {
    const events = [received(1)];
    const { api, hear, findAllByTestId } = await openConsole({ events });
    await findAllByTestId("message");
    events.push(received(2), received(3));

    await hear({ ...received(3), conversation: aRow({ version: 3 }) });

    expect(api.timeline).toHaveBeenLastCalledWith("cnv_1", { after_seq: 1 });
    expect(await findAllByTestId("message")).toHaveLength(3);
  });

  test("a notification opens its conversation", async () => {
    const { api, hear, user, findByTestId, findByText } = await openConsole({ path: "/" });

    await hear({ type: "notification.created", data: aNotification() });
    await user.click(await findByText(/Open conversation/));

    expect(location.hash).toBe("#/conversations/cnv_1");
    expect(api.readNotification).toHaveBeenCalledExactlyOnceWith("ntf_1");
    await findByTestId("timeline");
  });

  test("what is read on screen is marked read", async () => {
    const { api, hear, findByTestId } = await openConsole();
    await findByTestId("message");

    await hear({ ...received(2), conversation: aRow({ version: 2 }) });

    expect(api.read).toHaveBeenCalledWith("cnv_1", 2);
  });
});

describe("acting", () => {
  test("opening an unassigned conversation does not take it", async () => {
    const { api, findByText, getByTestId } = await openConsole();

    await findByText("Replying will assign this to you");
    expect(api.take).not.toHaveBeenCalled();
    expect(getByTestId("take").getAttribute("aria-disabled")).toBeNull();
  });

  test("taking moves it to the agent", async () => {
    const { user, findByTestId, queryByTestId } = await openConsole();

    await user.click(await findByTestId("take"));

    expect(queryByTestId("take")).toBeNull();
  });

  test("closing what is not theirs is explained, not tried", async () => {
    const row = aRow({ assignees: [BEN] });
    const { api, user, findByTestId } = await openConsole({ row });

    const close = await findByTestId("close");
    await user.click(close);

    expect(close.textContent).toContain("Only an assignee or an admin can close this");
    expect(api.close).not.toHaveBeenCalled();
  });

  test("an admin may close anything, and reopen it", async () => {
    const me = aMe({ role: "admin" });
    const { api, user, findByTestId } = await openConsole({ me });

    await user.click(await findByTestId("close"));
    await user.click(await findByTestId("reopen"));

    expect(api.close).toHaveBeenCalledExactlyOnceWith("cnv_1", null);
    expect(api.reopen).toHaveBeenCalledExactlyOnceWith("cnv_1");
  });

  test("a failed delivery tells why and can be retried", async () => {
    const delivery = { status: "failed", error: "number not in service" } as const;
    const row = aRow({ assignees: [ANNA], version: 2 });
    const { api, user, findByTestId, getByText } = await openConsole({
      row,
      events: [received(1), sent(2, { delivery })],
      path: "/inbox/me/open/cnv_1",
    });

    expect((await findByTestId("delivery")).textContent).toContain("number not in service");
    await user.click(getByText("Retry"));

    expect(api.retry).toHaveBeenCalledExactlyOnceWith("cnv_1", "msg_2");
  });

  test("the command bar finds and runs an action", async () => {
    const { api, user, findByTestId, findByRole } = await openConsole();
    await findByTestId("composer");

    await user.keyboard("{Control>}k{/Control}");
    await user.type(await findByRole("combobox"), "take{Enter}");

    await expect.poll(() => api.take.mock.calls).toEqual([["cnv_1"]]);
  });

  test("letters are shortcuts, except while writing", async () => {
    const { api, user, findByTestId } = await openConsole();
    const composer = await findByTestId("composer");

    await user.type(composer, "t");
    expect(api.take).not.toHaveBeenCalled();
    await user.keyboard("{Escape}t");
    expect(api.take).toHaveBeenCalledOnce();
  });
});

describe("suggestions", () => {
  const suggestions = [
    aSuggestion({ id: "sug_1", score: 0.9 }),
    aSuggestion({ id: "sug_2", text: "Only by sea.", score: 0.4 }),
  ];

  test("one click sends", async () => {
    const { api, user, findByTestId, queryByTestId } = await openConsole({ suggestions });

    await user.click(await findByTestId("suggestion-send"));

    expect(api.sendSuggestion.mock.lastCall?.slice(0, 2)).toEqual(["cnv_1", "sug_1"]);
    await expect.poll(() => queryByTestId("suggestion")).toBeNull();
  });

  test("edit copies the text without sending or assigning", async () => {
    const { api, user, findByTestId } = await openConsole({ suggestions });

    await user.click(await findByTestId("suggestion-edit"));

    expect(await findByTestId("composer")).toHaveProperty("value", "Yes, we do.");
    expect(api.editSuggestion).toHaveBeenCalledOnce();
    expect(api.reply).not.toHaveBeenCalled();
    expect(api.take).not.toHaveBeenCalled();
  });

  test("arrows move sideways, reject shows the next one", async () => {
    const { user, findByTestId, findByLabelText } = await openConsole({ suggestions });

    await user.click(await findByLabelText("Next suggestion"));
    expect((await findByTestId("suggestion")).textContent).toContain("Only by sea.");
    await user.click(await findByTestId("suggestion-reject"));

    expect((await findByTestId("suggestion")).textContent).toContain("Yes, we do.");
  });

  test("appear by themselves when they are ready", async () => {
    const { hear, findByTestId, queryByTestId } = await openConsole();
    await findByTestId("message");
    expect(queryByTestId("suggestion")).toBeNull();

    await hear({
      type: "suggestion.ready",
      conversation_id: "cnv_1",
      data: { message_id: "msg_1", suggestions },
    });

    await findByTestId("suggestion");
  });
});

test("signing out forgets what was written", async () => {
  const { api, user, session, kept, findByRole, findByText, findByTestId } = await openConsole();
  await user.type(await findByTestId("composer"), "secret");

  await user.click(await findByRole("button", { name: /^Anna Berg/ }));
  await user.click(await findByText("Sign out"));

  expect(api.logout).toHaveBeenCalledOnce();
  expect(session.end).toHaveBeenCalledOnce();
  expect(kept.draft("cnv_1").reply.text).toBe("");
});
