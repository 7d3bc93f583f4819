import { act, cleanup, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ConnectedChannel } from "../src/api/channel-types";
import { Problem } from "../src/api/problem";
import { aMe } from "./builders";
import { aConnectedChannel, aKind, anApproved } from "./channel-builders";
import { pass, passTime } from "./clock";
import { openConsole } from "./console";
// The page loads it when the settings are opened; a test need not wait for its first time.
import "../src/settings/SettingsPane";

const LIST = "/settings/channels";
const PAGE = `${LIST}/chn_1`;
const TEAMS = [
  { id: "tm_1", name: "Entire team", everyone: true },
  { id: "tm_2", name: "Returns", everyone: false },
];

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(cleanup);

/** The settings as an admin sees them, with these channels connected. */
async function settings(channels: ConnectedChannel[] = [aConnectedChannel()]) {
  const screen = await openConsole({ path: "/settings/me", me: aMe({ role: "admin" }) });
  const { api } = screen;
  const page = { items: channels, next_cursor: null };
  api.connectedChannels.mockImplementation(async () => page);
  api.connectedChannel.mockImplementation(async () => channels[0] as ConnectedChannel);
  api.channelKinds.mockImplementation(async () => ({ items: [aKind()] }));
  api.teams.mockImplementation(async () => ({ items: TEAMS as never }));
  const open = (path: string) =>
    act(async () => {
      location.hash = path;
      window.dispatchEvent(new Event("hashchange"));
    });
  return { ...screen, open };
}

/** A page of them, as soon as the answers are known. */
async function openSettings(path: string, channels?: ConnectedChannel[]) {
  const screen = await settings(channels);
  await screen.open(path);
  return screen;
}

describe("the list of channels", () => {
  test("tells each one's kind, address, team and health, those in need first", async () => {
    const { findByRole } = await openSettings(LIST, [
      aConnectedChannel({}, { name: "A line", team_id: "tm_2" }),
      aConnectedChannel({ state: "unauthorized", held: 3 }, { id: "chn_2", name: "B line" }),
    ]);

    const rows = within(await findByRole("list", { name: "Channels" })).getAllByRole("link");

    expect(rows.map((row) => row.textContent)).toEqual([
      "B lineSMS · +4759440123 · Entire team3 waitNeeds new credentials",
      "A lineSMS · +4759440123 · ReturnsConnected",
    ]);
  });

  test("explains itself while it is empty", async () => {
    const { findByText } = await openSettings(LIST, []);

    expect(await findByText("No channels yet")).toBeTruthy();
  });

  test("tells why it can't be shown, and tries again", async () => {
    const { api, findByRole, findByText, open, user } = await settings();
    const problem = new Problem({ status: 500, detail: "Come back soon." });
    api.connectedChannels.mockRejectedValueOnce(problem);
    await open(LIST);

    expect((await findByRole("alert")).textContent).toBe("Come back soon.");
    await user.click(await findByRole("button", { name: "Try again" }));

    expect(await findByText("Support line")).toBeTruthy();
  });

  test("is not for agents", async () => {
    const { findByText, findByRole, api } = await openConsole({ path: LIST });

    expect(await findByText("Channels are settled by admins")).toBeTruthy();
    const tabs = await findByRole("navigation", { name: "Settings" });
    expect(within(tabs).queryByText("Channels")).toBeNull();
    expect(api.connectedChannels).not.toHaveBeenCalled();
  });
});

describe("connecting a channel", () => {
  test("begins with its kind", async () => {
    const { findByRole, user } = await openSettings(`${LIST}/new`);

    await user.click(await findByRole("link", { name: "SMS" }));

    expect(location.hash).toBe(`#${LIST}/new/twilio_sms`);
    expect(await findByRole("heading", { name: "Connect SMS" })).toBeTruthy();
  });

  test("sends what was filled in, and goes to what is left to do", async () => {
    const isNew = aConnectedChannel({ state: "new" });
    const { api, findByLabelText, findByRole, findByText, user } = await openSettings(
      `${LIST}/new/twilio_sms`,
      [isNew],
    );
    api.connectChannel.mockImplementation(async () => isNew);
    const secret = await findByLabelText("Auth token");
    expect(secret.getAttribute("type")).toBe("password");

    await user.type(await findByLabelText("Phone number"), "+4759440123");
    await user.type(await findByLabelText("Account SID"), "AC1");
    await user.type(secret, "secret");
    await user.selectOptions(await findByLabelText("Team"), "Returns");
    await user.click(await findByRole("button", { name: "Connect" }));

    expect(api.connectChannel).toHaveBeenCalledWith({
      kind: "twilio_sms",
      name: "SMS",
      team_id: "tm_2",
      address: "+4759440123",
      settings: { account_sid: "AC1" },
      credentials: { auth_token: "secret" },
    });
    expect(location.hash).toBe(`#${PAGE}`);
    expect(await findByText("Waiting for the first message")).toBeTruthy();
  });

  test("shows at the fields what the API refused there, and the rest as a sentence", async () => {
    const { api, findByLabelText, findByRole, findByText, queryByRole, user } = await openSettings(
      `${LIST}/new/twilio_sms`,
    );
    await user.type(await findByLabelText("Phone number"), "123");
    await user.type(await findByLabelText("Account SID"), "AC1");
    await user.type(await findByLabelText("Auth token"), "wrong");
    const errors = [{ field: "address", message: "This is no phone number." }];
    api.connectChannel.mockRejectedValueOnce(new Problem({ status: 400, errors }));
    await user.click(await findByRole("button", { name: "Connect" }));

    expect(await findByText("This is no phone number.")).toBeTruthy();
    expect((await findByLabelText("Phone number")).getAttribute("aria-invalid")).toBe("true");
    expect(queryByRole("alert")).toBeNull();

    const detail = "Twilio does not know these credentials.";
    api.connectChannel.mockRejectedValueOnce(new Problem({ status: 422, detail }));
    await user.click(await findByRole("button", { name: "Connect" }));
    expect((await findByRole("alert")).textContent).toBe(detail);
    expect(await findByLabelText("Auth token")).toHaveProperty("value", "wrong");
  });

  test("is not tried while something is missing", async () => {
    const { api, findByRole, user } = await openSettings(`${LIST}/new/twilio_sms`);
    const button = await findByRole("button", { name: "Connect" });
    expect(button.getAttribute("aria-description")).toBe("Fill in: Phone number");

    await user.click(button);

    expect(api.connectChannel).not.toHaveBeenCalled();
  });

  test("knows when a kind does not exist", async () => {
    const { findByRole } = await openSettings(`${LIST}/new/pigeon`);

    expect((await findByRole("alert")).textContent).toContain("no such kind");
  });
});

describe("a channel", () => {
  test("shows what to paste where, and turns green with the first message", async () => {
    passTime();
    const { api, findByRole, findByText, getByLabelText, user } = await openSettings(PAGE, [
      aConnectedChannel({ state: "new" }),
    ]);
    const steps = await findByRole("list", { name: "At SMS" });
    expect(within(steps).getAllByRole("listitem").length).toBe(3);
    await user.click(getByLabelText("Copy vt-1"));
    expect(await navigator.clipboard.readText()).toBe("vt-1");
    expect(await findByText("Waiting for the first message")).toBeTruthy();

    api.connectedChannel.mockImplementation(async () => aConnectedChannel({ state: "ok" }));

    await pass(3000);
    expect(await findByText("Connected")).toBeTruthy();
    const asked = api.connectedChannel.mock.calls.length;
    await pass(10_000);
    expect(api.connectedChannel.mock.calls.length).toBe(asked);
  });

  test("is checked with its provider, and says why it is refused", async () => {
    const { api, findByRole, findByText, user } = await openSettings(PAGE);
    api.checkChannel.mockImplementation(async () => aConnectedChannel());
    await user.click(await findByRole("button", { name: "Check connection" }));
    expect(await findByText("SMS accepts the credentials")).toBeTruthy();

    api.checkChannel.mockRejectedValueOnce(new Problem({ status: 422, detail: "Expired." }));
    await user.click(await findByRole("button", { name: "Check connection" }));
    expect((await findByRole("alert")).textContent).toBe("Expired.");
  });

  test("keeps the settings that no field shows", async () => {
    const { api, findByLabelText, findByText, findByRole, user } = await openSettings(PAGE);
    api.changeChannel.mockImplementation(async () => aConnectedChannel());
    await user.type(await findByLabelText("Shared thread (optional)"), "support");
    const name = await findByLabelText("Name");
    await user.clear(name);
    await user.type(name, "Help line");
    await user.click(await findByRole("button", { name: "Save" }));

    expect(api.changeChannel).toHaveBeenCalledWith("chn_1", {
      name: "Help line",
      team_id: "tm_1",
      address: "+4759440123",
      settings: {
        account_sid: "AC1",
        verify_token: "vt-1",
        account_name: "Nordlys",
        shared_thread: "support",
      },
    });
    expect(await findByText("Saved")).toBeTruthy();
  });

  test("keeps the lines of what is long", async () => {
    const { api, findByLabelText, findByRole, user } = await openSettings(PAGE);
    api.changeChannel.mockImplementation(async () => aConnectedChannel());
    await user.type(await findByLabelText("Signature (optional)"), "Nordlys{Enter}Tromsø");
    await user.click(await findByRole("button", { name: "Save" }));

    const [, change] = api.changeChannel.mock.calls[0] ?? [];
    expect(change?.settings?.signature).toBe("Nordlys\nTromsø");
  });

  test("takes new credentials where the old ones are refused", async () => {
    const { api, findByLabelText, findByRole, findByText, queryByLabelText, user } =
      await openSettings(PAGE, [aConnectedChannel({ state: "unauthorized", held: 2 })]);
    expect(await findByText(/2 messages wait/)).toBeTruthy();
    api.changeChannel.mockImplementation(async () => aConnectedChannel());

    await user.type(await findByLabelText("Auth token"), "fresh");
    await user.click(await findByRole("button", { name: "Save credentials" }));

    expect(api.changeChannel).toHaveBeenCalledWith("chn_1", {
      credentials: { auth_token: "fresh" },
    });
    expect(await findByText("Connected")).toBeTruthy();
    expect(queryByLabelText("Auth token")).toBeNull();
  });

  test("shows what its provider approved, and asks again", async () => {
    const able = { ...aConnectedChannel().capabilities, templates: true };
    const channel = aConnectedChannel({}, { capabilities: able });
    const { api, findByRole, findByText, open, user } = await settings([channel]);
    api.approved.mockImplementation(async () => ({ items: [], synced_at: null }));
    api.syncApproved.mockImplementation(async () => ({
      items: [anApproved()],
      synced_at: "2026-03-01T12:00:00.000Z",
    }));
    await open(PAGE);
    expect(await findByText(/None yet/)).toBeTruthy();

    await user.click(await findByRole("button", { name: "Synchronise" }));

    const list = await findByRole("list", { name: "Templates" });
    expect(list.textContent).toContain("order_update");
    expect(list.textContent).toContain("Your order {{1}} is on its way.");
  });

  test("is disconnected after a second question", async () => {
    const { api, findByRole, user } = await openSettings(PAGE);
    api.disconnectChannel.mockImplementation(async () => {});
    await user.click(await findByRole("button", { name: "Disconnect" }));
    expect(api.disconnectChannel).not.toHaveBeenCalled();

    const dialog = await findByRole("dialog", { name: "Disconnect Support line?" });
    await user.click(within(dialog).getByRole("button", { name: "Disconnect" }));

    expect(api.disconnectChannel).toHaveBeenCalledWith("chn_1");
    expect(location.hash).toBe(`#${LIST}`);
  });

  test("that is gone says so", async () => {
    const { api, findByRole, open } = await settings();
    const detail = "There is no such channel.";
    api.connectedChannel.mockRejectedValue(new Problem({ status: 404, detail }));
    await open(PAGE);

    expect((await findByRole("alert")).textContent).toBe(detail);
  });
});
