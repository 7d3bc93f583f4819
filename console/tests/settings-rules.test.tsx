import { act, cleanup, render, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { between, didWhat } from "../src/settings/audit/actions";
import { copied, dayRefusal, nextSpan, statusText, weekText } from "../src/settings/hours/week";
import { exampleOf } from "../src/settings/replies/reply";
import { duration, offers, overflow, pageOf, skills } from "../src/settings/teams/told";
import { aMe, aTeam, aUser } from "./builders";
import { openConsole } from "./console";
import { aFakeAsk, pageOf as aPage, refusal } from "./fake-ask";
import { anAutoReply, aPolicy, someHours } from "./people-builders";
// The page loads them when the settings are opened; a test need not wait for their first time.
import "../src/settings/SettingsPane";
import "../src/settings/teams/TeamSettings";
import "../src/settings/hours/HoursSettings";
import "../src/settings/sla/SlaSettings";
import "../src/settings/replies/ReplySettings";
import "../src/settings/workload/ReasonSettings";
import "../src/settings/workload/WorkloadSettings";
import "../src/settings/workload/DispositionSettings";
import "../src/settings/audit/AuditSettings";

const RETURNS = aTeam({ id: "tm_2", name: "Returns", everyone: false, distribution: "offer" });
const MANAGED = aTeam({ id: "tm_3", name: "Sales", everyone: false, managed_by: "acme-prod" });
const REASON = { id: "rea_1", name: "Lunch", paid: false, managed_by: null };
const RULES = { limit: 5, weights: { voice: 4 }, idle_minutes: null, away_minutes: 15 };
const WORKLOAD = { ...RULES, managed_by: null as string | null };
const ENTRY = {
  id: "aud_1",
  at: "2026-03-10T12:00:00Z",
  actor: { id: "usr_anna", name: "Anna Berg" },
  action: "team.updated",
  object: { kind: "team", id: "tm_2", name: "Returns" },
  ip: "192.0.2.1",
  detail: {},
};

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(cleanup);

async function open(path: string, routes: Parameters<typeof aFakeAsk>[0] = {}) {
  const server = aFakeAsk({
    "GET /teams": aPage(RETURNS, MANAGED),
    "GET /users": aPage(aUser()),
    "GET /office-hours": aPage(someHours()),
    "GET /office-hours/hrs_1/status": { open: false, opens_at: null, closes_at: null },
    "GET /sla-policies": aPage(aPolicy()),
    "GET /auto-replies": aPage(anAutoReply()),
    "GET /pause-reasons": aPage(REASON),
    "GET /dispositions": aPage(),
    "GET /settings": { workload: WORKLOAD, sign_up: null },
    "PATCH /settings": ({ body }: { body: { workload: object } }) => ({
      sign_up: null,
      workload: { ...WORKLOAD, ...body.workload },
    }),
    "GET /audit": { items: [ENTRY], next_cursor: "next" },
    "PATCH /teams/tm_2": RETURNS,
    "PATCH /office-hours/hrs_1": someHours(),
    "PATCH /auto-replies/aut_1": anAutoReply(),
    "POST /sla-policies": aPolicy(),
    "POST /pause-reasons": REASON,
    ...routes,
  });
  const me = aMe({ role: "admin" });
  const screen = await openConsole({ path: "/settings/writing", me, ask: server.ask });
  screen.api.teams.mockImplementation(async () => ({ items: [RETURNS, MANAGED] }));
  await act(async () => {
    location.hash = path;
    window.dispatchEvent(new Event("hashchange"));
  });
  return { ...screen, server };
}

const bodyOf = (call: { body: unknown } | undefined) => call?.body as Record<string, unknown>;

describe("a team's page", () => {
  test("saves what was changed of its routing, and says it folded", async () => {
    const { findByLabelText, findByRole, findByText, server, user } =
      await open("/settings/teams/tm_2");
    const seconds = await findByLabelText("An offer stands for");

    await user.clear(seconds);
    await user.type(seconds, "45");
    expect(await findByText(/An offer stands 45 seconds/)).toBeTruthy();
    await user.click(await findByLabelText("Pause who misses an offer"));
    await user.click(await findByRole("button", { name: "Save" }));

    const { routing } = bodyOf(server.to("PATCH /teams/tm_2")[0]);
    expect(routing).toMatchObject({
      offer_seconds: 45,
      pause_missed: true,
      strategy: "least_loaded",
    });
  });

  test("shows no rule of giving while agents take by hand", async () => {
    const { findByLabelText, queryByLabelText, user } = await open("/settings/teams/tm_2");

    await user.click(await findByLabelText("By hand"));

    expect(queryByLabelText("An offer stands for")).toBeNull();
    expect(queryByLabelText("Of those who are free")).toBeNull();
  });

  test("that a stack declares can only be read, and says which", async () => {
    const { findByText, findByLabelText, queryByRole } = await open("/settings/teams/tm_3");

    expect(await findByText("acme-prod")).toBeTruthy();
    expect((await findByLabelText("Name")).hasAttribute("disabled")).toBe(true);
    expect(queryByRole("button", { name: "Save" })).toBeNull();
    expect(queryByRole("button", { name: "Remove team" })).toBeNull();
  });

  test("says why it was not saved", async () => {
    const { findByRole, user } = await open("/settings/teams/tm_2", {
      "PATCH /teams/tm_2": refusal(409, "Returns was removed meanwhile."),
    });

    await user.click(await findByRole("button", { name: "Save" }));

    expect((await findByRole("alert")).textContent).toBe("Returns was removed meanwhile.");
  });
});

describe("office hours", () => {
  test("of one day are copied to the workdays and saved", async () => {
    const { findByRole, server, user } = await open("/settings/hours/hrs_1");

    await user.click(await findByRole("button", { name: "Copy Monday to other days" }));
    await user.click(await findByRole("menuitem", { name: "To Monday to Friday" }));
    await user.click(await findByRole("button", { name: "Save" }));

    const { week } = bodyOf(server.to("PATCH /office-hours/hrs_1")[0]);
    expect(week).toMatchObject({ fri: [["09:00", "17:00"]], sat: [] });
  });

  test("past midnight say that they end on the next day", async () => {
    const night = someHours();
    night.week.sat = [["22:00", "06:00"]];
    const { findByText } = await open("/settings/hours/hrs_1", {
      "GET /office-hours": aPage(night),
    });

    expect(await findByText("next day")).toBeTruthy();
  });

  test("overlap only where they share time", () => {
    expect(
      dayRefusal([
        ["09:00", "12:00"],
        ["12:00", "17:00"],
      ]),
    ).toBeNull();
    expect(
      dayRefusal([
        ["09:00", "12:01"],
        ["12:00", "17:00"],
      ]),
    ).toBe("Two of these overlap");
    expect(
      dayRefusal([
        ["22:00", "06:00"],
        ["21:00", "22:30"],
      ]),
    ).toBe("Two of these overlap");
    expect(dayRefusal([["", "17:00"]])).toBe("Fill in both times");
  });

  test("stand in one line, days in a row together", () => {
    const { week } = someHours();
    const workdays = copied(week, "mon", "workdays");

    expect(weekText(workdays)).toBe("Mon–Fri 09:00–17:00");
    expect(weekText({ ...workdays, wed: [] })).toBe("Mon–Tue 09:00–17:00, Thu–Fri 09:00–17:00");
    expect(weekText({ ...week, mon: [] })).toBe("Never open");
    expect(nextSpan([["09:00", "12:00"]])).toEqual(["13:00", "16:00"]);
  });

  test("say whether it is open, and until when", () => {
    const now = Date.parse("2026-03-10T12:00:00");
    const closes_at = new Date("2026-03-10T17:00:00").toISOString();

    expect(statusText({ open: true, opens_at: null, closes_at }, now)).toMatch(
      /^Open now, closes (17:00|5:00 PM)$/,
    );
    expect(statusText({ open: false, opens_at: null, closes_at: null }, now)).toContain("Closed");
  });
});

describe("service levels", () => {
  test("are kept in minutes, whatever unit was chosen", async () => {
    const { findByRole, server, user } = await open("/settings/sla");
    await user.click(await findByRole("button", { name: "New service level" }));
    const form = within(await findByRole("form", { name: "New service level" }));

    await user.type(form.getByLabelText("Name"), "Silver");
    await user.type(form.getByLabelText("Every next reply within"), "4");
    await user.selectOptions(form.getByLabelText("Unit of: Every next reply within"), "hours");
    await user.click(form.getByRole("button", { name: "Create" }));

    expect(server.to("POST /sla-policies")[0]?.body).toMatchObject({
      name: "Silver",
      first_minutes: 60,
      next_minutes: 240,
      resolve_minutes: null,
    });
  });
});

describe("workload, pauses and answers", () => {
  test("a weight that is emptied counts as usual again", async () => {
    const { findByLabelText, findByRole, findByText, server, user } =
      await open("/settings/workload");

    await user.clear(await findByLabelText(/^What one on (Voice|Call) counts$/));
    await user.clear(await findByLabelText("Most work at once"));
    await user.click(await findByRole("button", { name: "Save" }));

    expect(server.to("PATCH /settings")[0]?.body).toEqual({
      workload: { ...RULES, limit: null, weights: {} },
    });
    expect(await findByText("Saved")).toBeTruthy();
  });

  test("workload that a stack declares can only be read", async () => {
    const workload = { ...WORKLOAD, managed_by: "acme-prod" };
    const { findByText, findByLabelText } = await open("/settings/workload", {
      "GET /settings": { workload, sign_up: null },
    });

    expect(await findByText("acme-prod")).toBeTruthy();
    expect((await findByLabelText("Most work at once")).closest("fieldset")?.disabled).toBe(true);
  });

  test("a pause reason has a name and is paid or not", async () => {
    const { findByRole, findByLabelText, server, user } = await open("/settings/reasons");
    await user.click(await findByRole("button", { name: "New pause reason" }));

    await user.type(await findByLabelText("Name"), "Training");
    await user.click(await findByLabelText("Paid"));
    await user.click(await findByRole("button", { name: "Create" }));

    expect(server.to("POST /pause-reasons")[0]?.body).toEqual({ name: "Training", paid: true });
  });

  test("an auto-reply is seen as a customer would, before it is saved", async () => {
    const { findByRole, findByText, server, user } = await open("/settings/replies");
    await user.click(await findByRole("button", { name: "Change Out of office" }));

    expect(await findByText(/We are back tomorrow at 09:00\./)).toBeTruthy();
    await user.click(await findByRole("radio", { name: "All busy" }));
    await user.click(await findByRole("button", { name: "Save" }));

    await vi.waitFor(() =>
      expect(server.to("PATCH /auto-replies/aut_1")[0]?.body).toMatchObject({ when: "busy" }),
    );
  });

  test("dispositions ask to be named while there are none", async () => {
    const { findByText } = await open("/settings/dispositions");

    expect(await findByText("No dispositions yet")).toBeTruthy();
  });
});

describe("the audit log", () => {
  test("is narrowed by what it is about, and read further back", async () => {
    const { findByLabelText, findByRole, findAllByText, server, user } =
      await open("/settings/audit");
    await findAllByText(/Changed the team/);

    await user.selectOptions(await findByLabelText("About"), "Team");
    await vi.waitFor(() => expect(server.to("GET /audit").at(-1)?.query.action).toBe("team"));
    await user.click(await findByRole("button", { name: "Show earlier ones" }));

    await vi.waitFor(() => expect(server.to("GET /audit").at(-1)?.query.cursor).toBe("next"));
    expect(await findAllByText(/Changed the team/)).toHaveLength(2);
  });

  test("says what was done in words, also what it does not know", () => {
    const said = (action: string) => render(didWhat(action, <b>Gold</b>)).container.textContent;

    expect(said("sla.deleted")).toBe("Deleted the service level Gold");
    expect(said("session.begun")).toBe("Signed in");
    expect(said("new_thing.bent")).toBe("Bent the new thing Gold");
  });

  test("means whole days where the reader is", () => {
    const { since, until } = between("2026-03-10", "2026-03-10");

    expect(Date.parse(until ?? "") - Date.parse(since ?? "")).toBe(24 * 3_600_000 - 1);
    expect(between("", "")).toEqual({});
  });
});

describe("a team in sentences", () => {
  const { routing } = RETURNS;

  test("tells durations as people do", () => {
    expect(duration(30)).toBe("30 seconds");
    expect(duration(90)).toBe("1 minute 30 seconds");
    expect(duration(5400)).toBe("1 hour 30 minutes");
  });

  test("says what an offer does", () => {
    expect(offers({ ...routing, pause_missed: true })).toBe(
      "An offer stands 30 seconds, then goes to the next agent; who misses it is paused.",
    );
  });

  test("says which skills are asked for, and for how long", () => {
    expect(skills({ ...routing, skills: ["german"], relax_seconds: 60 })).toBe(
      "Agents need german; after 1 minute any will do.",
    );
  });

  test("names the team that takes what waited too long", () => {
    const over = { after_seconds: 600, action: "team" as const, team_id: "tm_3", text: null };

    expect(overflow({ ...routing, overflow: over }, [MANAGED])).toBe(
      "After 10 minutes of waiting it goes to Sales.",
    );
  });

  test("fills the address of an offer's button, and refuses what it can't fill", () => {
    expect(pageOf("https://crm.example/?p={phone}")).toEqual({
      url: "https://crm.example/?p=%2B4790123456",
      error: null,
    });
    expect(pageOf("https://crm.example/{name}").error).toContain("{name}");
    expect(pageOf("javascript:alert(1)").error).toBe("It begins with https://");
  });

  test("an automatic answer falls back where a name is unknown", () => {
    expect(exampleOf("Hi {{contact.city|there}}, {{contact.first_name|you}}")).toBe(
      "Hi there, Kari",
    );
  });
});
