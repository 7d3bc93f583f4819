import { act, cleanup, fireEvent, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { changeOf, majorUnits, minorUnits, moneyText, refusalOf } from "../src/settings/ai/draft";
import { sureness } from "../src/settings/ai/form/Limits";
import { historyOf } from "../src/settings/ai/playground/usePlayground";
import {
  everyDay,
  isNamed,
  partsOf,
  periodOf,
  reasonsOf,
  scaleTop,
  share,
} from "../src/settings/ai/report/figures";
import {
  moved,
  refusalOf as refusalOfGlossary,
  tidied,
  worded,
} from "../src/settings/ai/translation/terms";
import { aMe, NOON } from "./builders";
import { openConsole } from "./console";
import { aFakeAsk, refusal } from "./fake-ask";
import { anAgent, aReport, aTrial } from "./knowledge-builders";
import { aChannel } from "./provider-builders";
// The page loads them when they are opened; a test need not wait for their first time.
import "../src/settings/SettingsPane";
import "../src/settings/ai/AiSettings";
import "../src/settings/ai/translation/TranslationSettings";

afterEach(cleanup);

async function settings(path: string, answers: Record<string, unknown> = {}, role = "admin") {
  const server = aFakeAsk({
    "GET /proposals": { items: [] },
    "GET /ai-agent": anAgent(),
    ...answers,
  });
  const me = aMe({ role: role as "admin" });
  const channels = [aChannel(), aChannel({ id: "chn_2", name: "Mail", kind: "email" })];
  const screen = await openConsole({ path: "/settings/me", me, ask: server.ask, channels });
  screen.api.teams.mockImplementation(async () => ({
    items: [{ id: "tm_2", name: "Returns", everyone: false }] as never,
  }));
  await act(async () => {
    location.hash = path;
    window.dispatchEvent(new Event("hashchange"));
  });
  return { ...screen, server };
}

describe("the AI agent's settings", () => {
  test("are saved as they were changed, without what is only told", async () => {
    const { findByLabelText, findByRole, findByText, server, user } = await settings(
      "/settings/ai",
      {
        "PUT /ai-agent": ({ body }: { body: object }) => ({ ...anAgent(), ...body }),
      },
    );
    await user.click(await findByRole("radio", { name: "Formal" }));
    fireEvent.change(await findByLabelText(/Answers only when at least/), {
      target: { value: "80" },
    });
    await user.type(await findByLabelText("Never talks about"), "prices{Enter}law,");
    fireEvent.change(await findByLabelText(/verified customer stays so/), {
      target: { value: "2" },
    });
    await user.click(await findByText("By channel"));
    const mail = await findByRole("group", { name: "Mail" });
    await user.click(within(mail).getByRole("radio", { name: "Answer" }));
    expect(await findByText("Not saved yet")).toBeTruthy();

    await user.click(await findByRole("button", { name: "Save" }));

    expect(await findByText("Saved")).toBeTruthy();
    const body = server.to("PUT /ai-agent")[0]?.body;
    expect(body).toMatchObject({
      tone: "formal",
      threshold: 0.8,
      forbidden_topics: ["prices", "law"],
      verified_hours: 2,
      channels: [{ channel_id: "chn_2", mode: "answer" }],
      generator: { provider: "none", model_id: null, monthly_limit: null },
    });
    expect(JSON.stringify(body)).not.toContain("spent");
  });

  test("stay as they are written when they are refused, and can be let go", async () => {
    const { findByLabelText, findByRole, queryByRole, user } = await settings("/settings/ai", {
      "PUT /ai-agent": refusal(422, "This model does not exist."),
    });
    await user.type(await findByLabelText("Name"), " Berg");
    await user.click(await findByRole("button", { name: "Save" }));
    expect((await findByRole("alert")).textContent).toBe("This model does not exist.");
    expect(await findByLabelText("Name")).toHaveProperty("value", "Nora Berg");

    await user.click(await findByRole("button", { name: "Discard" }));

    expect(await findByLabelText("Name")).toHaveProperty("value", "Nora");
    expect(queryByRole("button", { name: "Save" })).toBeNull();
  });

  test("are not for agents", async () => {
    const { findByText, server } = await settings("/settings/ai", {}, "agent");

    expect(await findByText("The AI agent is settled by admins")).toBeTruthy();
    expect(server.calls).toEqual([]);
  });

  test("of Bedrock show what was spent, and say when it can't be reached", async () => {
    const generator = {
      provider: "bedrock" as const,
      model_id: "m",
      guardrail_id: null,
      guardrail_version: null,
      price: null,
      monthly_limit: { amount: 5000, currency: "EUR" },
      spent: 1240,
      available: false,
    };
    const { findByText, findByLabelText } = await settings("/settings/ai", {
      "GET /ai-agent": anAgent({ generator }),
    });

    expect(await findByText(/€12.40 of €50.00 spent this month/)).toBeTruthy();
    expect(await findByText(/can't be reached now/)).toBeTruthy();
    expect(await findByLabelText(/At most a month/)).toHaveProperty("value", "50");
  });
});

describe("the playground", () => {
  test("shows what it would say and why, and goes on as a conversation does", async () => {
    const { findByLabelText, findByText, findByRole, findAllByTestId, queryByText, server, user } =
      await settings("/settings/ai", { "POST /ai-agent/playground": aTrial() });
    const question = await findByLabelText("Question");
    await user.type(question, "Can I return it?{Enter}");

    const [answer] = await findAllByTestId("playground-answer");
    await findByText("Within 60 days.");
    expect(answer?.textContent).toContain("Answers 96 % sure");
    expect(answer?.textContent).toContain("The article answers this.");
    expect(within(answer as HTMLElement).getByRole("link", { hidden: true }).textContent).toBe(
      "Returns",
    );

    await user.type(question, "And a tent?{Enter}");
    await findByText("And a tent?");
    expect(server.to("POST /ai-agent/playground")[1]?.body).toEqual({
      text: "And a tent?",
      history: [
        { from: "customer", text: "Can I return it?" },
        {
          from: "ai",
          text: "Within 60 days.",
          action: "answer",
          sources: [{ kind: "article", id: "art_1", title: "Returns", url: null }],
        },
      ],
    });

    await user.click(await findByRole("button", { name: "New trial chat" }));
    expect(queryByText("Can I return it?")).toBeNull();
  });

  test("tells why it has no answer, and does not take that for one later", async () => {
    const { findByLabelText, findByRole, findByText, server, user } = await settings(
      "/settings/ai",
      {
        "POST /ai-agent/playground": refusal(503, "It is away for a moment."),
      },
    );
    const question = await findByLabelText("Question");
    await user.type(question, "Hello?{Enter}");
    expect((await findByRole("alert")).textContent).toBe("It is away for a moment.");

    server.set(
      "POST /ai-agent/playground",
      aTrial({ action: "hand_over", reply: null, confidence: 0 }),
    );
    await user.type(question, "A person{Enter}");

    expect(await findByText("Hands over")).toBeTruthy();
    expect(server.to("POST /ai-agent/playground")[1]?.body).toMatchObject({ history: [] });
  });

  test("says that unsaved changes are not tried", async () => {
    const { findByLabelText, findByText, user } = await settings("/settings/ai");

    await user.type(await findByLabelText("Name"), "!");

    expect(await findByText("It answers as it was last saved.")).toBeTruthy();
  });

  test("an answer that says nothing leaves the question in the history", () => {
    const lines = [{ id: 1, asked: "Hi", answer: aTrial({ reply: null }), failure: "" }];

    expect(historyOf(lines)).toEqual([{ from: "customer", text: "Hi" }]);
  });

  test("goes on for longer than the API remembers", () => {
    const lines = Array.from({ length: 40 }, (_, id) => {
      return { id, asked: `Question ${id}`, answer: aTrial(), failure: "" };
    });

    const history = historyOf(lines);

    expect(history).toHaveLength(50);
    expect(history.at(-2)?.text).toBe("Question 39");
  });
});

describe("the report", () => {
  test("tells shares, reasons and what it could not answer, for the time that is chosen", async () => {
    const { findByRole, findByText, server, user } = await settings("/settings/ai/report", {
      "GET /ai-agent/report": aReport(),
    });
    expect((await findByText("Answered")).parentElement?.textContent).toBe(
      "Answered75 %30 of 40 conversations",
    );
    expect((await findByText("Customers' rating")).parentElement?.textContent).toContain("Not yet");
    const reasons = await findByRole("region", { name: "Why it handed over" });
    expect(reasons.textContent).toContain("Asked for a person7");
    const article = await findByRole("link", { name: "Write an article" });
    expect(article.getAttribute("href")).toContain(
      "/knowledge/articles/new?title=Do+you+mend+zips%3F",
    );

    await user.click(await findByRole("radio", { name: "7 days" }));
    await act(async () => {});

    const [first, second] = server.to("GET /ai-agent/report").map(({ query }) => query);
    const days = (from = "", to = "") => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
    expect([days(first?.from, first?.to), days(second?.from, second?.to)]).toEqual([30, 7]);
  });

  test("of no conversations explains itself", async () => {
    const { findByText } = await settings("/settings/ai/report", {
      "GET /ai-agent/report": aReport({ conversations: 0 }),
    });

    expect(await findByText("Nothing to report in this time")).toBeTruthy();
  });

  test("every day has its place, and what is in it adds up", () => {
    const known = {
      date: "2026-03-09",
      conversations: 9,
      answered: 8,
      resolved: 5,
      handed_over: 3,
    };
    const { from, to } = periodOf("7", NOON);

    const days = everyDay([known], from, to);

    expect([from, to, days.length]).toEqual(["2026-03-04", "2026-03-10", 7]);
    expect(days[5]).toBe(known);
    expect(partsOf(known).map(({ count }) => count)).toEqual([5, 3, 1]);
    expect(partsOf({ ...known, conversations: 6 }).at(-1)?.count).toBe(0);
  });

  test.each([
    [0, 4],
    [4, 4],
    [9, 10],
    [11, 12],
    [15, 16],
    [37, 40],
    [850, 1000],
  ])("a highest day of %i is drawn on a scale to %i", (highest, top) => {
    expect(scaleTop(highest)).toBe(top);
  });

  test("the last day is always named, and there is no share of nothing", () => {
    const named = Array.from({ length: 30 }, (_, index) => isNamed(index, 30, 3));

    expect(named.filter(Boolean)).toHaveLength(3);
    expect(named.at(-1)).toBe(true);
    expect(share(0, 0)).toBeNull();
    expect(reasonsOf(aReport()).map(({ percent }) => percent)).toEqual([70, 30]);
  });
});

test("money is counted in minor units of its currency", () => {
  expect([minorUnits("49,50", "EUR"), minorUnits("500", "JPY")]).toEqual([4950, 500]);
  expect([minorUnits("", "EUR"), minorUnits("-1", "EUR"), minorUnits("much", "EUR")]).toEqual([
    null,
    null,
    null,
  ]);
  expect(majorUnits({ amount: 4950, currency: "EUR" })).toBe("49.50");
  expect(moneyText({ amount: 500, currency: "JPY" })).toBe("¥500");
});

test("what can't be saved says why", () => {
  const bedrock = { ...anAgent().generator, provider: "bedrock" as const };

  expect(refusalOf(anAgent({ name: " " }))).toBe("Give it a name");
  expect(refusalOf(anAgent({ turn_limit: 0 }))).toContain("how many answers");
  for (const verified_hours of [0, 1.5, 169]) {
    expect(refusalOf(anAgent({ verified_hours }))).toContain("from 1 to 168");
  }
  expect(refusalOf(anAgent({ generator: bedrock }))).toBe("Name the model");
  expect(refusalOf(anAgent())).toBeNull();
  expect(changeOf(anAgent({ name: " Nora " })).name).toBe("Nora");
});

test("each stretch of sureness has its own words", () => {
  expect(new Set([99, 90, 75, 50].map(sureness)).size).toBe(4);
});

describe("translation", () => {
  const TRANSLATION = {
    automatic: true,
    language: "en",
    two_way: false,
    formality: null,
    glossary: [],
  };
  const VIEW = { ...TRANSLATION, provider: { name: "Amazon Translate", available: true } };

  test("is settled with its glossary, without what was left empty", async () => {
    const { findByLabelText, findByRole, findByText, server, user } = await settings(
      "/settings/translation",
      {
        "GET /settings": { translation: VIEW },
        "PATCH /settings": ({ body }: { body: { translation: object } }) => ({
          translation: { ...VIEW, ...body.translation },
        }),
      },
    );
    await user.click(await findByRole("switch", { name: "Translate what agents write" }));
    await user.click(await findByRole("button", { name: "Add a term" }));
    await user.type(await findByLabelText("Term"), "Nordlys");
    await user.click(await findByRole("button", { name: "Add a term" }));

    await user.click(await findByRole("button", { name: "Save" }));

    expect(await findByText("Saved")).toBeTruthy();
    expect(server.to("PATCH /settings")[0]?.body).toEqual({
      translation: {
        ...TRANSLATION,
        two_way: true,
        glossary: [{ term: "Nordlys", keep: true, translations: {} }],
      },
    });
  });

  test("is left alone where the rules of conversations are saved", async () => {
    const { api, findByRole, findByText, user } = await settings("/settings/policy");
    api.updateSettings.mockImplementation(() => api.settings());

    await user.click(await findByRole("button", { name: "Save" }));

    await findByText("Saved");
    const [sent] = api.updateSettings.mock.lastCall ?? [];
    expect(sent).toHaveProperty("edit_minutes");
    expect(sent).not.toHaveProperty("translation");
  });

  test("says when nobody is there to translate, and stays with agents to look at", async () => {
    const away = { ...VIEW, provider: { ...VIEW.provider, available: false } };
    const { findByRole, queryByRole } = await settings(
      "/settings/translation",
      { "GET /settings": { translation: away } },
      "agent",
    );

    expect((await findByRole("note")).textContent).toContain("Amazon Translate can't be reached");
    expect(queryByRole("button", { name: "Save" })).toBeNull();
  });

  test("a term that is kept has no wordings, and of two alike the later one counts", () => {
    const kept = { term: " fleece ", keep: true, translations: { de: "Fleece" } };
    const said = { term: "fleece", keep: false, translations: { de: " Vlies ", nb: " " } };

    expect(tidied([kept])).toEqual([{ term: "fleece", keep: true, translations: {} }]);
    expect(tidied([kept, said])).toEqual([
      { term: "fleece", keep: false, translations: { de: "Vlies" } },
    ]);
    expect(refusalOfGlossary([{ ...said, translations: {} }])).toContain("fleece");
    expect(refusalOfGlossary([kept, said])).toBeNull();
    expect(moved(said, "de", "fr").translations).toEqual({ fr: " Vlies ", nb: " " });
    expect(worded(said, "nb", "").translations).toEqual({ de: " Vlies " });
  });
});
