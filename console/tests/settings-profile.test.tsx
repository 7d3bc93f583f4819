import { act, cleanup, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createSession } from "../src/api/session";
import { AskContext, DeskContext } from "../src/app/context";
import { SessionContext } from "../src/app/session-context";
import { setLocale } from "../src/i18n/locale";
import { AccountSwitch } from "../src/settings/profile/AccountSwitch";
import { bounded, square } from "../src/settings/profile/crop";
import { languageTold } from "../src/settings/profile/Profile";
import { clockTime, dayName, dayOf } from "../src/text/time";
import { aMe } from "./builders";
import { openConsole } from "./console";
import { aFakeAsk, pageOf, refusal } from "./fake-ask";
// The page loads them when the settings are opened; a test need not wait for their first time.
import "../src/settings/SettingsPane";
import "../src/settings/profile/SignIn";

const ME = aMe();

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(() => {
  cleanup();
  setLocale({ language: null, timeZone: null });
  history.replaceState(null, "", "/");
});

async function open(page: string, routes: Parameters<typeof aFakeAsk>[0], me = ME) {
  const server = aFakeAsk(routes);
  const screen = await openConsole({ path: `/settings/${page}`, me, ask: server.ask });
  return { ...screen, server };
}

const changed = ({ body }: { body: { language?: string | null; time_zone?: string | null } }) => ({
  ...ME,
  profile: { ...ME.profile, language: body.language ?? null, time_zone: body.time_zone ?? null },
});

describe("the profile", () => {
  test("changes the console's language and time zone at once", async () => {
    const { findByLabelText, findByRole, user, server } = await open("me", {
      "PATCH /me": changed,
    });

    await user.selectOptions(await findByLabelText("Language"), "nb");
    await user.type(await findByLabelText("Time zone"), "Asia/Tokyo");
    await user.click(await findByRole("button", { name: "Save" }));

    expect(await findByRole("heading", { name: "Innstillinger" })).toBeTruthy();
    expect(document.documentElement.lang).toBe("nb");
    expect(clockTime("2026-03-10T12:00:00Z")).toMatch(/21[:.]00/);
    expect(server.to("PATCH /me")[0]?.body).toMatchObject({
      language: "nb",
      time_zone: "Asia/Tokyo",
      title: null,
    });
  });

  test("refuses a time zone that is none", async () => {
    const { findByLabelText, findByText, findByRole, user, server } = await open("me", {});

    await user.type(await findByLabelText("Time zone"), "Mars/Base");
    await user.click(await findByRole("button", { name: "Save" }));

    expect(await findByText(/Choose one of the list/)).toBeTruthy();
    expect(server.to("PATCH /me")).toHaveLength(0);
  });

  test("verifies a mobile number by the code that was texted", async () => {
    const numbers = [{ phone: "+4790123456", verified: true }];
    const { findByLabelText, findByRole, findByText, user } = await open("me", {
      "POST /me/numbers": { phone: "+4790123456", verified: false },
      "POST /me/numbers/%2B4790123456/verify": { ...ME, profile: { ...ME.profile, numbers } },
    });

    await user.type(await findByLabelText("Mobile number"), "+4790123456");
    await user.click(await findByRole("button", { name: "Text me a code" }));
    await user.type(await findByLabelText(/^Code that was texted/), "123456");
    await user.click(await findByRole("button", { name: "Verify" }));

    expect(await findByText("Verified")).toBeTruthy();
  });

  test("keeps the code field open when the code was wrong", async () => {
    const { findByLabelText, findByRole, user } = await open("me", {
      "POST /me/numbers": {},
      "POST /me/numbers/%2B47901/verify": refusal(422, "This is not the code."),
    });

    await user.type(await findByLabelText("Mobile number"), "+47901");
    await user.click(await findByRole("button", { name: "Text me a code" }));
    await user.type(await findByLabelText(/^Code that was texted/), "1");
    await user.click(await findByRole("button", { name: "Verify" }));

    expect((await findByRole("alert")).textContent).toBe("This is not the code.");
    expect(await findByLabelText(/^Code that was texted/)).toBeTruthy();
  });

  test("says which of its words a language has", () => {
    expect(languageTold("")).toBe("");
    expect(languageTold("de")).toBe("The console speaks German.");
    expect(languageTold("fr")).toContain("words are in English");
  });
});

describe("signing in", () => {
  const WAYS = {
    items: [{ id: "1", provider: "password" }],
    available: ["google"],
  };

  test("can't lose its only way", async () => {
    const { findByRole, server, user } = await open("security", { "GET /me/identities": WAYS });
    const remove = await findByRole("button", { name: "Remove Email and password" });

    await user.click(remove);

    expect(remove.getAttribute("aria-disabled")).toBe("true");
    expect(server.calls.filter(({ method }) => method === "DELETE")).toHaveLength(0);
  });

  test("connects what the provider brought back, once", async () => {
    history.replaceState(null, "", "/?code=c1&state=s1");
    const { findByText, server } = await open("security", {
      "GET /me/identities": WAYS,
      "POST /me/identities/complete": { id: "2", provider: "google" },
    });

    expect(await findByText("Google is connected.")).toBeTruthy();
    expect(server.to("POST /me/identities/complete")[0]?.body).toEqual({ code: "c1", state: "s1" });
    expect(location.search).toBe("");
  });

  test("with a new password goes on with the new session", async () => {
    const answer = { access_token: "b", refresh_token: "s", expires_in: 60, user: ME };
    const { findByLabelText, findByRole, findByText, session, user } = await open("security", {
      "GET /me/identities": WAYS,
      "POST /auth/password": answer,
    });
    const start = vi.fn();
    Object.assign(session, { start });

    await user.type(await findByLabelText("Current password"), "old");
    await user.type(await findByLabelText("New password"), "new");
    await user.click(await findByRole("button", { name: "Change password" }));

    expect(await findByText(/Other devices are signed out/)).toBeTruthy();
    expect(start).toHaveBeenCalledWith(answer);
  });
});

describe("another company", () => {
  test("goes on without signing in again, and begins anew", async () => {
    const server = aFakeAsk({
      "GET /me/accounts": pageOf(ME.account, { id: "acc_2", name: "Sørlys" }),
      "POST /auth/switch": { access_token: "b", expires_in: 600, refresh_token: null },
    });
    const session = createSession({ storage: localStorage, now: () => 0, refresh: vi.fn() });
    session.start({ access_token: "a", refresh_token: "r", expires_in: 600, user: ME });
    const desk = {
      store: {
        getState: () => ({ me: ME }),
        subscribe: () => () => {},
        getInitialState: () => ({ me: ME }),
      },
      stop: vi.fn(),
    };
    const leave = vi.fn();
    const { findByRole } = render(
      <DeskContext value={desk as never}>
        <AskContext value={server.ask}>
          <SessionContext value={session}>
            <AccountSwitch leave={leave} />
          </SessionContext>
        </AskContext>
      </DeskContext>,
    );
    const other = await findByRole("button", { name: "Sørlys" });

    await act(async () => userEvent.setup().click(other));
    await vi.waitFor(() => expect(leave).toHaveBeenCalled());

    expect(server.to("POST /auth/switch")[0]?.body).toEqual({
      account_id: "acc_2",
      refresh_token: "r",
    });
    expect(session.renewal()).toBe("r");
    expect(await session.token()).toBe("b");
    expect(desk.stop).toHaveBeenCalled();
  });
});

describe("the agent's place and language", () => {
  test("decide which day a moment is of", () => {
    const late = "2026-03-10T23:30:00Z";
    setLocale({ language: "en", timeZone: "UTC" });
    expect(dayOf(late)).toBe("2026-03-10");

    setLocale({ language: "en", timeZone: "Asia/Tokyo" });
    expect(dayOf(late)).toBe("2026-03-11");
    expect(dayName(late, Date.parse("2026-03-12T01:00:00Z"))).toBe("Yesterday");
  });
});

describe("a photo's square", () => {
  const wide = { width: 2000, height: 1000 };

  test("is as large as the picture's shorter side", () => {
    expect(square({ x: 0.5, y: 0.5, zoom: 1 }, wide)).toEqual({ left: 500, top: 0, side: 1000 });
  });

  test("never leaves the picture, however it is dragged and enlarged", () => {
    expect(square({ x: 9, y: -9, zoom: 1 }, wide)).toEqual({ left: 1000, top: 0, side: 1000 });
    expect(square({ x: 1, y: 1, zoom: 99 }, wide)).toEqual({ left: 1750, top: 750, side: 250 });
    expect(bounded({ x: 0, y: 0, zoom: 0 }, wide).zoom).toBe(1);
  });
});
