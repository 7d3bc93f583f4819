import type { Event } from "@switchboard/protocol";
import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Problem } from "../src/api/problem";
import { ANNA, aLabel, aMe, aRow, BEN, note, received, sent } from "./builders";
import { openConsole } from "./console";

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(cleanup);

const mine = aRow({ assignees: [ANNA], version: 2 });

/** A message of now, since only those can be edited. */
const fresh = (seq: number) => sent(seq, {}, { occurred_at: new Date().toISOString() });

function withId<Type extends Event>(event: Type, data: object): Type {
  return { ...event, data: { ...event.data, ...data } };
}

type Screen = Awaited<ReturnType<typeof openConsole>>;

async function openMenu({ user, findAllByTestId }: Screen, index = -1) {
  const buttons = await findAllByTestId("message-menu");
  await user.click(buttons.at(index) as HTMLElement);
}

describe("a message's menu", () => {
  test("quotes it in the reply", async () => {
    const screen = await openConsole({ row: mine });

    await openMenu(screen);
    await screen.user.click(await screen.findByTestId("menu-quote"));
    expect((await screen.findByTestId("written-to")).textContent).toContain("question 1");
    await screen.user.type(await screen.findByTestId("composer"), "Yes{Enter}");

    const [, body] = screen.api.reply.mock.lastCall ?? [];
    expect(body).toMatchObject({ text: "Yes", reply_to: "msg_1" });
    expect(screen.queryByTestId("written-to")).toBeNull();
  });

  test("edits one's own in its place; what is refused stays there", async () => {
    const screen = await openConsole({ row: mine, events: [received(1), fresh(2)] });
    const { api, user, findByTestId, findByLabelText, findByText } = screen;
    const detail = "Too late to edit.";
    api.editMessage.mockRejectedValueOnce(new Problem({ status: 422, code: "refused", detail }));
    api.editMessage.mockImplementationOnce(async (_id, _message, text) =>
      withId(fresh(2), { text, edited_at: new Date().toISOString() }),
    );

    await openMenu(screen);
    await user.click(await findByTestId("menu-edit"));
    await user.type(await findByLabelText("Edit this text"), " indeed{Enter}");
    await findByText(detail);
    await user.click(await findByText("Save"));

    await findByText("answer 2 indeed");
    await findByText("Edited");
    expect(api.editMessage).toHaveBeenLastCalledWith("cnv_1", "msg_2", "answer 2 indeed");
  });

  test("asks before deleting, and leaves a tombstone", async () => {
    const screen = await openConsole({ row: mine, events: [received(1), fresh(2)] });
    const { api, user, findByTestId, findByText, findByRole } = screen;
    api.deleteMessage.mockResolvedValue({ retracted: false });

    await openMenu(screen);
    await user.click(await findByTestId("menu-delete"));
    expect(api.deleteMessage).not.toHaveBeenCalled();
    await user.click(await findByRole("button", { name: "Delete" }));

    await findByText("Message deleted");
    await findByText(/customer still has it/);
  });

  test("offers neither for what others wrote", async () => {
    const byBen = { ...fresh(2), actor: { kind: "agent" as const, ...BEN } };
    const screen = await openConsole({ row: mine, events: [received(1), byBen] });

    await openMenu(screen);

    await screen.findByTestId("menu-quote");
    expect(screen.queryByTestId("menu-edit")).toBeNull();
    expect(screen.queryByTestId("menu-delete")).toBeNull();
  });

  test("labels it with a dot above", async () => {
    const screen = await openConsole({ row: mine });
    const { api, user, findByTestId, findByRole, findByText } = screen;
    api.labelMessage.mockImplementation(async () => withId(received(1), { labels: [aLabel().id] }));

    await openMenu(screen);
    await user.click(await findByTestId("menu-label"));
    await user.click(await findByRole("option", { name: /Warranty/ }));

    expect(api.labelMessage).toHaveBeenCalledExactlyOnceWith("cnv_1", "msg_1", {
      add: [aLabel().id],
      remove: [],
    });
    await findByText("Labels: Warranty");
  });
});

describe("notes", () => {
  test("name a colleague found by typing", async () => {
    const screen = await openConsole({ row: mine });
    const { api, user, findByLabelText, findByTestId } = screen;
    const ben = { ...BEN, email: "b@example.com", role: "agent", availability: "available" };
    api.users.mockImplementation(async () => ({ items: [ben as never], next_cursor: null }));
    api.teams.mockImplementation(async () => ({ items: aMe().teams }));
    await findByTestId("composer");

    await user.click(await findByLabelText("Internal note", { selector: "input" }));
    await user.type(await findByTestId("composer"), "Look @be");
    await findByTestId("typeahead");
    await user.keyboard("{Enter}");
    await user.type(await findByTestId("composer"), "please{Enter}");

    const [, body] = api.note.mock.lastCall ?? [];
    expect(body).toMatchObject({ text: "Look @Ben Okafor please", mentions: [BEN.id] });
  });

  test("are answered in their own thread, which folds when it is long", async () => {
    const root = note(2, "Is it the May batch?");
    const answers = [3, 4, 5, 6, 7].map((seq) =>
      withId(note(seq, `answer ${seq}`), { parent_id: "evt_2" }),
    );
    const screen = await openConsole({ row: mine, events: [received(1), root, ...answers] });
    const { api, user, findByTestId, findByText, findAllByLabelText, queryByText } = screen;

    const replies = await findByTestId("note-replies");
    expect(replies.textContent).not.toContain("answer 4");
    await user.click(await findByText("Show 2 earlier answers"));
    expect(replies.textContent).toContain("answer 3");
    expect(queryByText(/answered a note/)).toBeNull();
    await user.click((await findAllByLabelText("Answer this note"))[0] as HTMLElement);
    await user.type(await findByTestId("composer"), "It is{Enter}");

    const [, body] = api.note.mock.lastCall ?? [];
    expect(body).toMatchObject({ text: "It is", parent_id: "evt_2" });
  });
});

describe("live", () => {
  test("the customer is typing, and has seen what was sent", async () => {
    const events = [received(1), sent(2, { delivery: { status: "sent" } })];
    const { hear, findByTestId, findByText } = await openConsole({ row: mine, events });
    const kari = { id: "ctc_kari", name: "Kari Nordmann", kind: "customer" as const };
    const conversation_id = "cnv_1";
    await findByText("Sent");

    await hear({ type: "typing", conversation_id, user: kari, mode: "reply", active: true });
    expect((await findByTestId("typing")).textContent).toContain("Kari Nordmann is typing");
    await hear({ type: "read", conversation_id, by: "customer", user_id: null, up_to: 2 });

    await findByText("Seen");
  });

  test("colleagues who look at it stand in the header", async () => {
    const { hear, findAllByText } = await openConsole({ row: mine });

    await hear({ type: "viewing", conversation_id: "cnv_1", users: [BEN] });

    expect(await findAllByText(/Also looking at this: Ben Okafor/)).toHaveLength(1);
  });
});

describe("earlier conversations of the contact", () => {
  test("come when they are asked for, under their number", async () => {
    const screen = await openConsole({ row: mine, earlier: "cnv_0" });
    const { api, user, findByTestId, findByText } = screen;
    const past = received(1, { id: "msg_old", conversation_id: "cnv_0" });
    const page = { items: [past], next_cursor: null, earlier: null };
    const button = await findByTestId("load-older");
    api.timeline.mockResolvedValueOnce(page);
    api.conversation.mockResolvedValueOnce({ ...mine, id: "cnv_0", number: 7 });

    await user.click(button);

    await findByText(/Earlier conversation #7/);
    expect(api.timeline).toHaveBeenLastCalledWith("cnv_0");
  });

  test("are not offered when there are none", async () => {
    const { findByTestId, queryByTestId } = await openConsole({ row: mine });
    await findByTestId("message");

    expect(queryByTestId("load-older")).toBeNull();
  });
});

test("a link to an entry shows it, from wherever it is loaded", async () => {
  const { api, findByText } = await openConsole({
    row: aRow({ version: 90 }),
    events: [received(41)],
    path: "/conversations/cnv_1?at=41",
  });

  await findByText("question 41");
  expect(api.timeline).toHaveBeenCalledWith("cnv_1", { around: 41 });
});
