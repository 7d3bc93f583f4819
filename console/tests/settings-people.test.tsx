import { act, cleanup, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { withPermission } from "../src/settings/people/permissions";
import { afterwards, isFound, presence } from "../src/settings/people/told";
import { ANNA, aMe, aTeam, aUser } from "./builders";
import { openConsole } from "./console";
import { aFakeAsk, pageOf, refusal } from "./fake-ask";
import { anInvitation, aRole } from "./people-builders";
// The page loads them when the settings are opened; a test need not wait for their first time.
import "../src/settings/SettingsPane";
import "../src/settings/people/PeopleSettings";
import "../src/settings/people/RoleSettings";

const BEN = aUser({ load: 2, capacity: 5 });
const RETURNS = aTeam({ id: "tm_2", name: "Returns", everyone: false, member_ids: [BEN.id] });
const LEAD = aRole({ id: "rol_1", name: "Lead", built_in: false });

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(cleanup);

function aServer() {
  return aFakeAsk({
    "GET /users": pageOf(aUser({ ...ANNA, role: "admin", role_name: "Admin" }), BEN),
    [`GET /users/${BEN.id}`]: BEN,
    [`PATCH /users/${BEN.id}`]: ({ body }: { body: object }) => ({ ...BEN, ...body }),
    [`POST /users/${BEN.id}/deactivate`]: { ...BEN, active: false, online: false },
    "GET /invitations": pageOf(anInvitation()),
    "POST /invitations": anInvitation({ id: "inv_2" }),
    "POST /invitations/inv_1/resend": anInvitation(),
    "DELETE /invitations/inv_1": undefined,
    "GET /roles": pageOf(aRole(), LEAD),
    "GET /permissions": {
      items: [
        { id: "conversations.close", means: "Close their own conversations" },
        { id: "conversations.close_any", means: "Close conversations of others" },
      ],
    },
    "PATCH /roles/rol_1": LEAD,
    "PATCH /teams/tm_2": RETURNS,
  });
}

async function open(path: string, me = aMe({ role: "admin" })) {
  const server = aServer();
  const screen = await openConsole({ path: "/settings/writing", me, ask: server.ask });
  screen.api.teams.mockImplementation(async () => ({ items: [RETURNS] }));
  await act(async () => {
    location.hash = path;
    window.dispatchEvent(new Event("hashchange"));
  });
  return { ...screen, server };
}

describe("the navigation of the settings", () => {
  test("shows an agent only what they may open", async () => {
    const { findByRole } = await open("/settings/people", aMe());

    const nav = await findByRole("navigation", { name: "Settings" });

    const names = within(nav)
      .getAllByRole("link")
      .map((link) => link.textContent);
    expect(names).toContain("People");
    expect(names).toContain("Profile");
    for (const hidden of ["Roles", "Teams", "Channels", "Audit log", "Workload"])
      expect(names).not.toContain(hidden);
  });

  test("speaks the language of the agent's profile, and English where it has no word", async () => {
    const me = aMe();
    const { findByRole, api } = await open(
      "/settings/people",
      aMe({ role: "admin", profile: { ...me.profile, language: "de" } }),
    );

    expect(api.me).toHaveBeenCalled();
    expect(await findByRole("link", { name: "Öffnungszeiten" })).toBeTruthy();
    expect(document.documentElement.lang).toBe("de");
  });
});

describe("the list of people", () => {
  test("tells each one's role, teams, work and presence", async () => {
    const { findByRole } = await open("/settings/people");

    const rows = within(await findByRole("list", { name: "People" })).getAllByRole("link");

    expect(rows[1]?.textContent).toBe(
      "BOBen OkaforAgent · Returns2 of 52 of 5 of their workAvailable",
    );
  });

  test("is narrowed by a team's name", async () => {
    const { findByRole, findByLabelText, user } = await open("/settings/people");
    await findByRole("list", { name: "People" });

    await user.type(await findByLabelText("Find somebody"), "returns");

    const rows = within(await findByRole("list", { name: "People" })).getAllByRole("link");
    expect(rows).toHaveLength(1);
  });

  test("is for everybody, but only some invite", async () => {
    const { findByRole, queryByRole, server } = await open("/settings/people", aMe());

    expect(await findByRole("list", { name: "People" })).toBeTruthy();
    expect(queryByRole("button", { name: "Invite" })).toBeNull();
    expect(server.to("GET /invitations")).toHaveLength(0);
  });
});

describe("inviting", () => {
  test("by SMS says number, role and teams", async () => {
    const { findByRole, findByLabelText, server, user } = await open("/settings/people");
    await user.click(await findByRole("button", { name: "Invite" }));
    const dialog = within(await findByRole("dialog"));

    await user.click(dialog.getByLabelText("SMS"));
    await user.type(await findByLabelText("Mobile number"), "+4790123456");
    await dialog.findByRole("option", { name: "Lead" });
    await user.selectOptions(dialog.getByLabelText("Role"), "Lead");
    await user.click(dialog.getByLabelText("Returns"));
    await user.click(dialog.getByRole("button", { name: "Send invitation" }));

    expect(server.to("POST /invitations")[0]?.body).toEqual({
      phone: "+4790123456",
      role: "rol_1",
      team_ids: ["tm_2"],
    });
    await vi.waitFor(() => expect(server.to("GET /invitations")).toHaveLength(2));
  });

  test("that is refused keeps what was written, and says why", async () => {
    const { findByRole, findByText, server, user } = await open("/settings/people");
    server.set("POST /invitations", refusal(409, "They are here already."));
    await user.click(await findByRole("button", { name: "Invite" }));

    const email = await findByRole("textbox", { name: "Email" });
    await user.type(email, "ben@example.com");
    await user.click(await findByRole("button", { name: "Send invitation" }));

    expect(await findByText("They are here already.")).toBeTruthy();
    expect((email as HTMLInputElement).value).toBe("ben@example.com");
  });

  test("can be done again, and taken back", async () => {
    const { findByRole, server, user } = await open("/settings/people");

    await user.click(await findByRole("button", { name: "Send again" }));
    await vi.waitFor(() => expect(server.to("POST /invitations/inv_1/resend")).toHaveLength(1));
    await user.click(
      await findByRole("button", { name: "Take back the invitation of Marta Nowak" }),
    );

    await vi.waitFor(() => expect(server.to("DELETE /invitations/inv_1")).toHaveLength(1));
  });
});

describe("a person's page", () => {
  test("moves them between teams, and keeps who else is in one", async () => {
    const { findByLabelText, findByRole, server, user } = await open("/settings/people/usr_ben");
    const returns = await findByLabelText("Returns");
    expect((returns as HTMLInputElement).checked).toBe(true);

    await user.click(returns);
    await user.click(await findByRole("button", { name: "Save" }));

    await vi.waitFor(() =>
      expect(server.to("PATCH /teams/tm_2")[0]?.body).toEqual({ member_ids: [] }),
    );
  });

  test("says what deactivating does before it does it", async () => {
    const { findByRole, findByText, server, user } = await open("/settings/people/usr_ben");

    await user.click(await findByRole("button", { name: "Deactivate Ben Okafor" }));
    const dialog = within(await findByRole("dialog"));
    expect(dialog.getByText(/signed out everywhere at once/)).toBeTruthy();
    expect(server.to("POST /users/usr_ben/deactivate")).toHaveLength(0);
    await user.click(dialog.getByRole("button", { name: "Deactivate" }));

    expect(await findByText("Deactivated")).toBeTruthy();
  });
});

describe("roles", () => {
  test("one permission brings along what is less of the same", async () => {
    const { findByLabelText, findByRole, server, user } = await open("/settings/roles/rol_1");

    await user.click(await findByLabelText("Close conversations of others"));
    const less = await findByLabelText("Close their own conversations");
    expect((less as HTMLInputElement).checked).toBe(true);
    expect((less as HTMLInputElement).disabled).toBe(true);
    await user.click(await findByRole("button", { name: "Save" }));

    expect(server.to("PATCH /roles/rol_1")[0]?.body).toEqual({
      name: "Lead",
      permissions: ["conversations.close", "conversations.close_any"],
    });
  });

  test("that are built in can only be read", async () => {
    const { findByText, queryByRole } = await open("/settings/roles/agent");

    expect(await findByText(/can't be changed/)).toBeTruthy();
    expect(queryByRole("button", { name: "Save" })).toBeNull();
  });

  test("keep what a taken permission had brought along", () => {
    const both = withPermission([], "conversations.read_all", true);

    expect(withPermission(both, "conversations.read_all", false)).toEqual([
      "conversations.read_team",
    ]);
  });
});

describe("a colleague in words", () => {
  test("is what others need to know first", () => {
    const now = Date.parse("2026-03-10T12:00:00Z");
    const pause = {
      reason_id: "r",
      name: "Lunch",
      paid: false,
      since: "",
      automatic: false,
      rule: null,
    };

    expect(presence(BEN, now).title).toBe("Available");
    expect(presence({ ...BEN, availability: "away", pause }, now).title).toBe("Lunch");
    expect(presence({ ...BEN, wrap_up_until: "2026-03-10T12:01:00Z" }, now).title).toBe("Wrap-up");
    expect(presence({ ...BEN, online: false, pause }, now).title).toBe("Offline");
    expect(presence({ ...BEN, active: false }, now).title).toBe("Deactivated");
  });

  test("with nothing open leaves nothing behind", () => {
    expect(afterwards({ ...BEN, load: 0 })[1]).toContain("no open conversation");
    expect(afterwards(BEN)[1]).toContain("go back to Unassigned");
  });

  test("is found by all words, in any order", () => {
    expect(isFound(BEN, [RETURNS], "returns ben")).toBe(true);
    expect(isFound(BEN, [RETURNS], "returns anna")).toBe(false);
  });
});
