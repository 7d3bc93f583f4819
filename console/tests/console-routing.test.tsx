import { act, cleanup, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Problem } from "../src/api/problem";
import type { Conversation } from "../src/api/types";
import { ANNA, aMe, aRow, assigned, aTeam, aUser, BEN, minutes } from "./builders";
import { openConsole } from "./console";
// They come a moment after the first screen.
import "../src/commands/Dialogs";
import "../src/presence/MePanel";
import "../src/routing/Asks";

const LIST = "/inbox/me/open";
const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
const offer = (over: Partial<NonNullable<Conversation["offer"]>> = {}) => ({
  id: "ofr_1",
  user: ANNA,
  made_at: soon(0),
  until: soon(30),
  ...over,
});
const ringing = (over: Partial<Conversation> = {}) =>
  aRow({ version: 2, offer: offer(), waiting_since: soon(-134), ...over });

const frame = (row: Conversation, type = "offer.made", data: object = {}) =>
  ({
    ...assigned(row.version, null, []),
    occurred_at: soon(0),
    type,
    data,
    conversation: row,
  }) as never;

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(cleanup);

describe("an offer", () => {
  test("shows who waits, where, how long and with what, and is told once", async () => {
    const { hear, findByTestId, container } = await openConsole({ path: LIST });
    await findByTestId("list");

    await hear(frame(ringing()));

    const card = await findByTestId("offer");
    expect(card.textContent).toContain("Kari Nordmann");
    expect(card.textContent).toContain("Sales · Web chat · waits 2:1");
    expect(card.textContent).toContain("Do you ship to Norway?");
    expect(within(card).getByRole("timer").textContent).toMatch(/(29|30) s/);
    expect(container.textContent).toContain("Kari Nordmann is offered to you: Sales, Web chat.");
    expect(document.title).toContain("Kari Nordmann");
  });

  test("is accepted with a key from whatever is being written, and opens", async () => {
    const { api, hear, user, findByTestId, queryByTestId } = await openConsole({});
    await user.click(await findByTestId("composer"));
    await hear(frame(ringing({ id: "cnv_2" })));
    await findByTestId("offer");
    api.acceptOffer.mockResolvedValue(
      ringing({ id: "cnv_2", version: 3, offer: null, assignees: [ANNA] }),
    );

    await user.keyboard("{Alt>}[KeyY]{/Alt}");

    expect(api.acceptOffer).toHaveBeenCalledExactlyOnceWith("cnv_2", "ofr_1");
    expect(location.hash).toBe("#/inbox/me/open/cnv_2");
    expect(queryByTestId("offer")).toBeNull();
    expect(queryByTestId("gone")).toBeNull();
  });

  test("goes at once when it is rejected", async () => {
    const { api, hear, user, findByTestId, queryByTestId } = await openConsole({ path: LIST });
    await hear(frame(ringing()));
    api.rejectOffer.mockResolvedValue();

    await user.click(await findByTestId("reject"));

    expect(api.rejectOffer).toHaveBeenCalledExactlyOnceWith("cnv_1", "ofr_1");
    expect(queryByTestId("offer")).toBeNull();
  });

  test("that a colleague took says who, for a moment", async () => {
    const { hear, findByTestId } = await openConsole({ path: LIST });
    await hear(frame(ringing()));
    await findByTestId("offer");

    const taken = ringing({ version: 3, offer: null, assignees: [BEN] });
    await hear(frame(taken, "conversation.assigned", { assignees: [BEN] }));

    expect((await findByTestId("gone")).textContent).toBe("Kari NordmannBen Okafor took it");
  });

  test("that is lost while it is accepted names the winner", async () => {
    const { api, hear, user, findByTestId, findByText } = await openConsole({ path: LIST });
    await hear(frame(ringing()));
    const lost = { status: 409, code: "offer_gone", detail: "It is taken.", winner: BEN };
    api.acceptOffer.mockRejectedValue(new Problem(lost));
    api.conversation.mockResolvedValue(ringing({ version: 3, offer: null, assignees: [BEN] }));

    await user.click(await findByTestId("accept"));

    await findByText("Ben Okafor took this conversation");
  });

  test("opens the customer without accepting", async () => {
    const { api, hear, user, findByTestId, findByRole } = await openConsole({ path: LIST });
    await hear(frame(ringing()));
    await findByTestId("offer");

    await user.click(await findByRole("button", { name: "Kari Nordmann" }));

    expect(location.hash).toBe("#/conversations/cnv_1");
    expect(api.acceptOffer).not.toHaveBeenCalled();
    expect(api.take).not.toHaveBeenCalled();
  });

  test("has the Admin's page only where the team has one", async () => {
    const routing = { offer_url: "https://crm.example/{contact_id}", offer_url_label: "CRM" };
    const plain = await openConsole({ path: LIST });
    await plain.hear(frame(ringing()));
    expect(within(await plain.findByTestId("offer")).queryByRole("link")).toBeNull();
    plain.unmount();

    const { hear, findByRole } = await openConsole({
      path: LIST,
      me: aMe({ teams: [aTeam({ routing })] }),
    });
    await hear(frame(ringing()));

    const link = await findByRole("link", { name: "CRM" });
    expect(link.getAttribute("href")).toBe("https://crm.example/ctc_kari");
  });

  test("that was made before the console opened is there, also in the settings", async () => {
    const { findByTestId } = await openConsole({ path: "/settings/me", offers: [ringing()] });

    await findByTestId("offer");
  });

  test("and an invitation stack", async () => {
    const { api, hear, user, findByTestId } = await openConsole({ path: LIST });
    await hear(frame(ringing()));
    const invitations = [{ id: "inv_1", to: ANNA, by: BEN, at: soon(0) }];
    await hear(frame(aRow({ id: "cnv_2", version: 2, assignees: [BEN], invitations })));
    api.acceptInvitation.mockResolvedValue(
      aRow({ id: "cnv_2", version: 3, assignees: [BEN, ANNA] }),
    );
    await findByTestId("offer");

    const card = await findByTestId("invitation");
    expect(card.textContent).toContain("Ben Okafor asks you to join");
    await user.click(within(card).getByRole("button", { name: "Join" }));

    expect(api.acceptInvitation).toHaveBeenCalledExactlyOnceWith("cnv_2", "inv_1");
  });
});

describe("one's own presence", () => {
  const reasons = [{ id: "lunch", name: "Lunch", paid: false, managed_by: null }];
  const open = async (me = aMe()) => {
    const screen = await openConsole({ path: LIST, me });
    screen.api.pauseReasons.mockResolvedValue({ items: reasons });
    await screen.user.click(await screen.findByRole("button", { name: /^Anna Berg/ }));
    return screen;
  };

  test("is a reason of the company's, paid or not, and shows at once", async () => {
    const { api, user, findByRole } = await open();
    const pause = {
      reason_id: "lunch",
      name: "Lunch",
      paid: false,
      since: minutes(0),
      automatic: false,
      rule: null,
    };
    api.setAvailability.mockResolvedValue(aMe({ availability: "away", pause }));

    await user.click(await findByRole("button", { name: "Lunch unpaid" }));

    expect(api.setAvailability).toHaveBeenCalledExactlyOnceWith({
      status: "away",
      reason_id: "lunch",
    });
    await findByRole("button", { name: "Anna Berg Lunch" });
  });

  test("is switched for each team, chats and calls apart", async () => {
    const { api, user, findByRole } = await open();
    api.switchTeam.mockResolvedValue(aMe({ off: { tm_1: ["calls"] } }));

    await user.click(await findByRole("button", { name: "Calls of Sales" }));

    expect(api.switchTeam).toHaveBeenCalledExactlyOnceWith("tm_1", { chats: true, calls: false });
    const calls = await findByRole("button", { name: "Calls of Sales" });
    expect(calls.getAttribute("aria-pressed")).toBe("false");
  });

  test("counts the wrap-up down, and ends it early", async () => {
    const { api, user, findByRole, findByText } = await open(aMe({ wrap_up_until: soon(42) }));
    api.endWrapUp.mockResolvedValue(aMe());

    await findByRole("button", { name: "Anna Berg Wrapping up" });
    await user.click(await findByText("I'm ready"));

    expect(api.endWrapUp).toHaveBeenCalledOnce();
    await findByRole("button", { name: "Anna Berg Available" });
  });

  test("that a rule changed says why, with one click back", async () => {
    const pause = {
      reason_id: null,
      name: "Missed an offer",
      paid: false,
      since: soon(-60),
      automatic: true,
      rule: "missed_offer" as const,
    };
    const { api, user, findByTestId, queryByTestId } = await openConsole({
      path: LIST,
      me: aMe({ availability: "away", pause }),
    });

    const card = await findByTestId("automatic-pause");
    expect(card.textContent).toContain("You missed an offer");
    await user.click(within(card).getByRole("button", { name: "I'm available" }));

    expect(api.setAvailability).toHaveBeenCalledExactlyOnceWith({ status: "available" });
    expect(queryByTestId("automatic-pause")).toBeNull();
  });
});

describe("closing", () => {
  const shared = aRow({ assignees: [ANNA, BEN] });

  test("with others in it asks whether one leaves or it ends for all", async () => {
    const { api, user, findByTestId, findByRole } = await openConsole({ row: shared });
    await findByTestId("composer");
    api.leave.mockResolvedValue(aRow({ version: 2, assignees: [BEN] }));

    await user.click(await findByTestId("close"));
    await user.click(await findByRole("option", { name: /Leave/ }));

    expect(api.leave).toHaveBeenCalledExactlyOnceWith("cnv_1");
    expect(api.close).not.toHaveBeenCalled();
  });

  test("for everyone says so", async () => {
    const { api, user, findByTestId, findByRole } = await openConsole({ row: shared });
    await findByTestId("composer");
    api.closeForAll.mockResolvedValue(aRow({ version: 2, status: "closed" }));

    await user.click(await findByTestId("close"));
    await user.click(await findByRole("option", { name: /Close for everyone/ }));

    expect(api.closeForAll).toHaveBeenCalledExactlyOnceWith("cnv_1", null);
  });

  test("asks how it ended where there are dispositions, and goes without where it may", async () => {
    const solved = { id: "dsp_1", name: "Solved", team_ids: null, managed_by: null };
    const { api, user, findByTestId, findByRole } = await openConsole({
      row: aRow({ assignees: [ANNA] }),
      dispositions: [solved],
    });
    await findByTestId("composer");

    await user.click(await findByTestId("close"));
    await findByRole("option", { name: /Just close/ });
    await user.click(await findByRole("option", { name: "Solved" }));

    expect(api.close).toHaveBeenCalledExactlyOnceWith("cnv_1", "dsp_1");
  });

  test("needs it where the team says so", async () => {
    const solved = { id: "dsp_1", name: "Solved", team_ids: null, managed_by: null };
    const { user, findByTestId, findByRole, queryByRole } = await openConsole({
      row: aRow({ assignees: [ANNA] }),
      me: aMe({ teams: [aTeam({ routing: { needs_disposition: true } })] }),
      dispositions: [solved],
    });
    await findByTestId("composer");

    await user.click(await findByTestId("close"));
    await findByRole("option", { name: "Solved" });

    expect(queryByRole("option", { name: /Just close/ })).toBeNull();
  });
});

describe("handing on", () => {
  const mine = aRow({ assignees: [ANNA] });
  const users = [
    aUser({ load: 5, capacity: 5 }),
    aUser({ id: "usr_mia", name: "Mia Lund", load: 1, capacity: 5 }),
  ];

  test("shows who has time, and takes a note along", async () => {
    const { api, user, findByTestId, findByRole, findByLabelText } = await openConsole({
      row: mine,
    });
    await findByTestId("composer");
    api.users.mockResolvedValue({ items: users, next_cursor: null });
    api.teams.mockResolvedValue({ items: [aTeam({ id: "tm_2", name: "Support" })] });
    api.transfer.mockResolvedValue(aRow({ version: 2, assignees: [BEN] }));

    await user.keyboard("h");
    const ben = await findByRole("option", { name: /Ben Okafor/ });
    expect(ben.textContent).toContain("Available · 5 of 5");
    expect((await findByRole("option", { name: /Support/ })).textContent).toContain("1 available");
    await user.type(await findByLabelText("Note for whoever gets it"), "Knows her");
    await user.click(ben);

    expect(api.transfer).toHaveBeenCalledExactlyOnceWith("cnv_1", { user_id: BEN.id }, "Knows her");
  });

  test("to a team is to its queue, and a refusal keeps the note", async () => {
    const { api, user, findByTestId, findByRole, findByLabelText } = await openConsole({
      row: mine,
    });
    await findByTestId("composer");
    api.teams.mockResolvedValue({ items: [aTeam({ id: "tm_2", name: "Support" })] });
    api.transfer.mockRejectedValue(new Problem({ status: 422, detail: "Not now." }));

    await user.keyboard("h");
    await user.type(await findByLabelText("Note for whoever gets it"), "Hi");
    await user.click(await findByRole("option", { name: /Support/ }));

    expect(api.transfer).toHaveBeenCalledExactlyOnceWith("cnv_1", { team_id: "tm_2" }, "Hi");
    expect((await findByRole("alert")).textContent).toBe("Not now.");
    expect((await findByLabelText("Note for whoever gets it")).textContent).toBe("Hi");
  });

  test("inviting shows who is asked, and takes it back", async () => {
    const invitations = [{ id: "inv_1", to: BEN, by: ANNA, at: minutes(0) }];
    const { api, user, findByTestId, findByRole } = await openConsole({
      row: { ...mine, invitations },
    });
    await findByTestId("composer");
    api.users.mockResolvedValue({ items: users, next_cursor: null });
    api.cancelInvitation.mockResolvedValue();

    await user.keyboard("v");
    const ben = await findByRole("option", { name: /Ben Okafor/ });
    expect(ben.textContent).toContain("Invited");
    await user.click(
      await findByRole("button", { name: /Take the invitation of Ben Okafor back/ }),
    );

    expect(api.cancelInvitation).toHaveBeenCalledExactlyOnceWith("cnv_1", "inv_1");
  });
});

describe("waiting", () => {
  test("tells at whom it rings, and is taken from the list", async () => {
    const row = ringing({ offer: offer({ user: BEN }) });
    const { api, user, findByTestId, findByRole } = await openConsole({
      row,
      path: "/inbox/waiting/open",
    });

    const shown = await findByTestId("conversation-row");
    expect(shown.textContent).toContain("Web chat Sales");
    expect(shown.textContent).toContain("Rings at Ben Okafor");
    await user.click(await findByRole("button", { name: /Take the conversation with Kari/ }));

    expect(api.take).toHaveBeenCalledExactlyOnceWith("cnv_1");
  });
});

describe("what is promised", () => {
  test("shows how long there is, and turns red when it is late", async () => {
    const sla = {
      policy_id: "sla_1",
      first_due: soon(750),
      next_due: null,
      resolve_due: null,
      warned: [],
      breached: [],
    };
    const { hear, findAllByTestId } = await openConsole({ row: aRow({ sla }) });

    const [chip] = await findAllByTestId("sla");
    expect(chip?.textContent).toContain("12m");
    expect(chip?.getAttribute("data-state")).toBe("calm");
    const late = { ...sla, first_due: soon(-330), breached: ["first" as const] };
    await act(() =>
      hear(frame(aRow({ version: 2, sla: late }), "sla.breached", { target: "first" })),
    );

    const [after] = await findAllByTestId("sla");
    expect(after?.textContent).toContain("5m late");
    expect(after?.getAttribute("data-state")).toBe("late");
  });
});

describe("why somebody has it", () => {
  test("is asked for when it is opened, with who was passed over", async () => {
    const { api, user, findByTestId, findByText } = await openConsole({
      row: aRow({ assignees: [BEN] }),
    });
    await findByTestId("composer");
    api.users.mockResolvedValue({ items: [aUser()], next_cursor: null });
    api.routing.mockResolvedValue({
      waiting: null,
      decisions: [
        {
          at: minutes(0),
          kind: "conversation.assigned",
          user: BEN,
          by: { kind: "system", id: null, name: null },
          decision: {
            strategy: "least_loaded",
            reason: "Ben Okafor had the least to do (2 of 5).",
            considered: 2,
            passed_over: [{ reason: "away", user_ids: ["usr_x"] }],
            at: null,
          },
        },
      ],
    });

    await user.keyboard("]");
    const why = await findByTestId("routing-why");
    expect(why.textContent).toContain("Why does Ben Okafor have this?");
    expect(api.routing).not.toHaveBeenCalled();
    await user.click(why);

    await findByText("Given to Ben Okafor");
    await findByText("Ben Okafor had the least to do (2 of 5).");
    await findByText("Away: 1 other");
  });
});
