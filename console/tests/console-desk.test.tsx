import { cleanup, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ANNA, aLabel, aMe, aRow, aUser, BEN, minutes } from "./builders";
import { openConsole } from "./console";

const LIST = "/inbox/unassigned/open";

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(cleanup);

describe("a row", () => {
  test("tells who, on which channel, what marks it, and that it waits", async () => {
    const row = aRow({
      unread: true,
      important: true,
      starred: true,
      priority: "urgent",
      labels: ["lbl_1"],
      visible_to: [ANNA],
      unreplied_since: minutes(0),
    });
    const { findByTestId } = await openConsole({ row, path: LIST });

    const text = (await findByTestId("conversation-row")).textContent;

    for (const told of [
      "Kari Nordmann",
      "Web chat",
      "Unread",
      "Important",
      "Urgent priority",
      "Starred",
      "Restricted",
      "Labels: Warranty",
      "Waits for an answer",
    ]) {
      expect(text).toContain(told);
    }
  });

  test("shows the customer's picture only when there is one", async () => {
    const contact = { id: "c", name: "Kari", avatar_url: "https://pictures/kari.png" };
    const plain = await openConsole({ path: LIST });
    await plain.findByTestId("conversation-row");
    expect(plain.getByTestId("list").querySelector("img")).toBeNull();
    plain.unmount();

    const { findByTestId, getByTestId } = await openConsole({ row: aRow({ contact }), path: LIST });
    await findByTestId("conversation-row");

    expect(getByTestId("list").querySelector("img")?.src).toBe(contact.avatar_url);
  });

  test("shows who views it and who types, live", async () => {
    const { hear, findByTestId } = await openConsole({ path: LIST });
    const row = await findByTestId("conversation-row");

    await hear({ type: "viewing", conversation_id: "cnv_1", users: [BEN] });
    expect(row.textContent).toContain("Viewed now by Ben Okafor");
    await hear({
      type: "typing",
      conversation_id: "cnv_1",
      user: { ...BEN, kind: "agent" },
      mode: "reply",
      active: true,
    });

    expect(row.textContent).toContain("Ben Okafor is writing");
  });

  test("goes when it is no longer the agent's to see", async () => {
    const { hear, findByTestId, queryByTestId } = await openConsole({ path: LIST });
    await findByTestId("conversation-row");

    await hear({ type: "conversation.hidden", conversation_id: "cnv_1" });

    expect(queryByTestId("conversation-row")).toBeNull();
  });
});

describe("by keyboard", () => {
  test("j focuses a row, and letters act on it", async () => {
    const { api, user, findByTestId } = await openConsole({ path: LIST });
    const row = await findByTestId("conversation-row");
    api.star.mockResolvedValue(undefined);

    await user.keyboard("j");
    expect(document.activeElement).toBe(row);
    await user.keyboard("s");

    expect(api.star).toHaveBeenCalledExactlyOnceWith("cnv_1", true);
  });

  test("x ticks, Escape unticks, and one key closes all", async () => {
    const { api, user, findByTestId, queryByTestId } = await openConsole({
      path: LIST,
      me: aMe({ role: "admin" }),
    });
    await findByTestId("conversation-row");

    await user.keyboard("jx");
    expect((await findByTestId("bulk-bar")).textContent).toContain("1 selected");
    await user.keyboard("{Escape}");
    expect(queryByTestId("bulk-bar")).toBeNull();
    await user.keyboard("xe");

    expect(api.close).toHaveBeenCalledExactlyOnceWith("cnv_1", null);
  });

  test("Shift and a press tick, and open nothing", async () => {
    const { user, findByTestId } = await openConsole({ path: LIST });
    const row = await findByTestId("conversation-row");

    await user.keyboard("{Shift>}");
    await user.click(row);
    await user.keyboard("{/Shift}");

    expect((await findByTestId("bulk-bar")).textContent).toContain("1 selected");
    expect(location.hash).toBe(`#${LIST}`);
  });

  test("g and a letter go to an inbox", async () => {
    const { user, findByTestId } = await openConsole({ path: LIST });
    await findByTestId("conversation-row");

    await user.keyboard("gi");

    expect(location.hash).toBe("#/inbox/me/open");
  });

  test("/ goes to the list's own search, which asks the server", async () => {
    const { api, user, findByTestId } = await openConsole({ path: LIST });
    await findByTestId("conversation-row");

    await user.keyboard("/");
    await user.keyboard("tent");

    await expect.poll(() => location.hash).toBe("#/inbox/unassigned/open?q=tent");
    await expect.poll(() => api.conversations.mock.lastCall?.[0].q).toBe("tent");
  });
});

describe("pickers", () => {
  const colleague = (person: typeof ANNA, online: boolean) => aUser({ ...person, online });

  test("assign by typing a name, and the row goes to its new place", async () => {
    const { api, user, findByTestId, findByText } = await openConsole({ path: LIST });
    const row = await findByTestId("conversation-row");
    const items = [colleague(ANNA, true), colleague(BEN, false)];
    api.users.mockResolvedValue({ items, next_cursor: null });
    api.assign.mockResolvedValue(aRow({ version: 2, assignees: [BEN] }));

    await user.keyboard("ja");
    await findByText("Ben Okafor");
    await user.keyboard("okaf{Enter}");

    expect(api.assign).toHaveBeenCalledExactlyOnceWith("cnv_1", [BEN.id]);
    expect(row.isConnected).toBe(false);
    await findByText("Conversation assigned to Ben Okafor");
  });

  test("a label that is missing is made where it was looked for", async () => {
    const { api, user, findByTestId, findByText, findByLabelText } = await openConsole({
      path: LIST,
    });
    await findByTestId("conversation-row");
    const made = aLabel({ id: "lbl_new", name: "Refund" });
    api.createLabel.mockResolvedValue(made);
    api.label.mockResolvedValue(aRow({ version: 2, labels: ["lbl_new"] }));

    await user.keyboard("jl");
    await user.type(await findByLabelText(/^Labels of/, { selector: "input" }), "Refund{Enter}");
    await user.click(await findByText("Create and add"));

    expect(api.createLabel).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ name: "Refund", scope: "team" }),
    );
    await expect.poll(() => api.label.mock.calls).toEqual([["cnv_1", ["lbl_new"], []]]);
  });
});

describe("the list's filters", () => {
  test("stand in its address, as chips that can be taken off", async () => {
    const { api, user, findByLabelText } = await openConsole({
      path: `${LIST}?label=lbl_1&priority=high`,
    });

    await user.click(await findByLabelText("Remove the filter High"));

    expect(location.hash).toBe("#/inbox/unassigned/open?label=lbl_1");
    expect(api.conversations.mock.lastCall?.[0].filters).toEqual({ label: "lbl_1" });
  });
});

test("inboxes say how many customers wait, and the title how much waits for the agent", async () => {
  const { findByTestId } = await openConsole({ path: LIST });
  const link = await findByTestId("inbox-unassigned");

  await expect.poll(() => link.textContent).toContain("1 unreplied");
  expect(document.title).toBe("(1) Switchboard");
});

test("panes are resized by keyboard, and stay so", async () => {
  const { user, findByRole, unmount } = await openConsole({ path: LIST });
  const edge = await findByRole("separator", { name: "Width of the list" });

  edge.focus();
  await user.keyboard("{ArrowRight}{ArrowRight}");
  const width = Number(edge.ariaValueNow ?? edge.getAttribute("aria-valuenow"));
  expect(width).toBe(392);
  unmount();

  const again = await openConsole({ path: LIST });
  const edgeAgain = await again.findByRole("separator", { name: "Width of the list" });
  await expect.poll(() => edgeAgain.getAttribute("aria-valuenow")).toBe("392");
});

test("the details change what they show", async () => {
  const { api, user, findByTestId } = await openConsole();
  await findByTestId("composer");
  api.contact.mockResolvedValue({
    id: "ctc_kari",
    name: "Kari Nordmann",
    phone: "+47 555",
    email: null,
    avatar_url: null,
    visible_to: [],
    assignee_id: null,
    assignee_ids: [],
    sla_id: null,
    created_at: minutes(0),
    identities: [],
    channels: [],
    custom: {},
  });
  api.updateConversation.mockImplementation(async (_id, { topic = null }) =>
    aRow({ version: 2, topic }),
  );

  await user.keyboard("]");
  const details = within(await findByTestId("details"));
  await details.findByText("+47 555");
  await user.type(details.getByLabelText("Topic"), "Broken pole{Enter}");

  expect(api.updateConversation).toHaveBeenCalledExactlyOnceWith("cnv_1", {
    topic: "Broken pole",
  });
});

test("a search leads to the message that was found", async () => {
  const { api, user, findByTestId, findByLabelText } = await openConsole({ path: "/search" });
  const entry = {
    id: "msg_1",
    seq: 1,
    conversation_id: "cnv_1",
    type: "message.received",
    actor: { kind: "customer" as const, id: "c", name: "Kari" },
    occurred_at: minutes(0),
  };
  const own = { unread: false, starred: false, mentioned: false, private_labels: [], read_seq: 0 };
  const hit = {
    conversation: { ...aRow(), ...own },
    entry,
    snippet: "ship to Norway",
    words: ["ship"],
  };
  api.search.mockResolvedValue({ items: [hit], next_cursor: null });

  await user.type(await findByLabelText("Search everywhere"), "ship");
  const found = await findByTestId("search-hit");
  expect(found.querySelector("mark")?.textContent).toBe("ship");
  await user.click(found);

  expect(location.hash).toBe("#/search/cnv_1?q=ship&at=1");
});
