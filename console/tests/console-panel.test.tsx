import { cleanup, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Problem } from "../src/api/problem";
import { withPiece } from "../src/text/inserting";
import { anArticle, answering, someInsights } from "./ai-builders";
import { ANNA, aRow, aSuggestion, note, received } from "./builders";
import { openConsole } from "./console";
// Loaded when they are opened; a test need not wait for their first time.
import "../src/copilot/CopilotPanel";
import "../src/details/ArticlesPanel";
import "../src/details/DetailsPanel";
import "../src/insight/ZoomOut";

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(cleanup);

const row = aRow({ assignees: [ANNA] });
type Facts = Parameters<typeof openConsole>[0];

async function openPanel(tab: "articles" | "copilot", facts: Facts) {
  const screen = await openConsole({ row, ...facts });
  if (!screen.queryByTestId("details"))
    await screen.user.click(await screen.findByTestId("details-toggle"));
  await screen.user.click(await screen.findByTestId(`panel-${tab}`));
  return screen;
}

describe("articles", () => {
  const many = [anArticle(), anArticle({ id: "art_2", title: "Returns", text: "30 days." })];
  const ask = () =>
    answering({
      "GET /articles": () => ({ items: many, next_cursor: null }),
      "GET /articles/art_1": () => many[0],
      "GET /articles/art_2": () => many[1],
    });

  test("are read in the panel, and Back leads to the list as it was", async () => {
    const { user, findByTestId, findAllByTestId, findByLabelText, queryByTestId } = await openPanel(
      "articles",
      { ask: ask() },
    );
    await user.type(await findByLabelText("Search articles"), "days");

    await user.click((await findAllByTestId("article-item"))[1] as HTMLElement);
    expect((await findByTestId("article-text")).textContent).toBe("30 days.");
    await user.click(await findByTestId("article-back"));

    expect(queryByTestId("article-text")).toBeNull();
    expect(((await findByLabelText("Search articles")) as HTMLInputElement).value).toBe("days");
    expect(await findAllByTestId("article-item")).toHaveLength(2);
  });

  test("only published ones are asked for, by the words", async () => {
    const asked = ask();
    const { user, findByLabelText } = await openPanel("articles", { ask: asked });

    await user.type(await findByLabelText("Search articles"), "days");

    await expect
      .poll(() => asked.mock.lastCall?.[1])
      .toBe("/articles?status=published&q=days&limit=50");
  });

  test("go into the reply behind what is written there", async () => {
    const { user, findByTestId, findAllByTestId } = await openPanel("articles", { ask: ask() });
    const box = (await findByTestId("composer")) as HTMLTextAreaElement;
    await user.type(box, "Hi Kari");
    await user.click((await findAllByTestId("article-item"))[0] as HTMLElement);

    await user.click(await findByTestId("article-insert"));

    expect(box.value).toBe("Hi Kari\n\nWe ship to **Norway**.");
  });

  test("that stand on the web go into the reply as a link", async () => {
    const url = "https://shop.example/help/shipping_(abroad)";
    const { user, findByTestId, findAllByTestId } = await openPanel("articles", {
      ask: answering({
        "GET /articles": () => ({ items: many, next_cursor: null }),
        "GET /articles/art_1": () => anArticle({ title: "Shipping [abroad]", url }),
      }),
    });
    const box = (await findByTestId("composer")) as HTMLTextAreaElement;
    await user.type(box, "See");
    await user.click((await findAllByTestId("article-item"))[0] as HTMLElement);

    expect((await findByTestId("articles-panel")).querySelector("a[target]")).toHaveProperty(
      "href",
      url,
    );
    await user.click(await findByTestId("article-insert-link"));

    expect(box.value).toBe(
      "See [Shipping  abroad](https://shop.example/help/shipping_%28abroad%29)",
    );
  });

  test("that stand nowhere else have no link to insert", async () => {
    const { user, findByTestId, findAllByTestId, queryByTestId } = await openPanel("articles", {
      ask: ask(),
    });

    await user.click((await findAllByTestId("article-item"))[0] as HTMLElement);

    await findByTestId("article-insert");
    expect(queryByTestId("article-insert-link")).toBeNull();
  });

  test("a suggestion's article opens there", async () => {
    const { user, findByTestId } = await openConsole({
      row,
      suggestions: [aSuggestion()],
      ask: ask(),
    });

    await user.click(within(await findByTestId("suggestion")).getByText("Shipping"));

    expect((await findByTestId("article-text")).textContent).toBe("We ship to Norway.");
  });

  test("that can't be loaded say why", async () => {
    const { findByText } = await openPanel("articles", {
      ask: answering({
        "GET /articles": () => {
          throw new Problem({ status: 503, detail: "Away for a moment." });
        },
      }),
    });

    await findByText("Away for a moment.");
  });
});

describe("the copilot", () => {
  const answer = {
    answer: "They want a refund.",
    sources: [{ kind: "article", id: "art_1", title: "Refunds", url: null }],
    by: "local",
  };

  test("answers with its sources, remembers, and its answer goes into the reply", async () => {
    const ask = answering({ "POST /copilot": () => answer });
    const { user, findByTestId, findByText } = await openPanel("copilot", { ask });
    const question = await findByTestId("copilot-question");

    await user.type(question, "What do they want?{Enter}");
    expect((await findByTestId("copilot-answer")).textContent).toContain("Refunds");
    await user.type(question, "Since when?{Enter}");
    expect(ask.mock.lastCall?.[2]).toEqual({
      question: "Since when?",
      conversation_id: "cnv_1",
      history: [
        { from: "agent", text: "What do they want?" },
        { from: "copilot", text: "They want a refund." },
      ],
    });
    await findByText("Since when?");
    const [button] = await within(await findByTestId("copilot")).findAllByTestId("copilot-insert");
    await user.click(button as HTMLElement);

    expect(((await findByTestId("composer")) as HTMLTextAreaElement).value).toBe(
      "They want a refund.",
    );
  });

  test("says what went wrong, and asks again on a press", async () => {
    let fails = true;
    const ask = answering({
      "POST /copilot": () => {
        if (fails) throw new Problem({ status: 503, detail: "The copilot is away." });
        return answer;
      },
    });
    const { user, findByTestId, findByText } = await openPanel("copilot", { ask });

    await user.type(await findByTestId("copilot-question"), "What do they want?{Enter}");
    await findByText("The copilot is away.");
    fails = false;
    await user.click(await findByText("Ask again"));

    await findByText("They want a refund.");
  });

  test("writes a summary into a note", async () => {
    const ask = answering({
      "POST /conversations/cnv_1/summary": () => note(2, "In short: a refund."),
    });
    const { user, findByTestId, findByText } = await openPanel("copilot", { ask });

    await user.click(await findByTestId("summarise"));

    await findByText("In short: a refund.");
    await findByText("Summary added as a note");
  });
});

describe("proposed labels", () => {
  const proposal = { label_id: "lbl_9", name: "Exchange", color: "#30a46c", confidence: 0.8 };
  const list = { "GET /conversations/cnv_1/label-proposals": () => ({ items: [proposal] }) };

  async function proposed(ask: ReturnType<typeof answering>) {
    const screen = await openConsole({ row, ask });
    if (!screen.queryByTestId("details"))
      await screen.user.click(await screen.findByTestId("details-toggle"));
    await screen.findByText("Exchange");
    return screen;
  }

  test.each([
    ["accept", "Add the label Exchange"],
    ["reject", "Not the label Exchange"],
  ])("are the agent's to %s", async (deed, name) => {
    const path = `/conversations/cnv_1/label-proposals/lbl_9/${deed}`;
    const ask = answering({
      ...list,
      [`POST ${path}`]: () => ({ ...row, labels: ["lbl_9"], version: 2 }),
    });
    const { user, findByRole, queryByTestId } = await proposed(ask);

    await user.click(await findByRole("button", { name }));

    await expect.poll(() => ask).toHaveBeenCalledWith("POST", path);
    expect(queryByTestId("label-proposals")).toBeNull();
  });

  test("come back where that was refused", async () => {
    const ask = answering({
      ...list,
      "POST /conversations/cnv_1/label-proposals/lbl_9/accept": () => {
        throw new Problem({ status: 404, detail: "This label was deleted." });
      },
    });
    const { user, findByRole, findByText, findByTestId } = await proposed(ask);

    await user.click(await findByRole("button", { name: "Add the label Exchange" }));

    await findByText("This label was deleted.");
    await findByTestId("label-proposals");
  });
});

describe("zooming out", () => {
  const contact = {
    ...someInsights({ messages: 9 }),
    conversations: [
      {
        id: "cnv_7",
        number: 7,
        channel: "webchat",
        at: "2026-03-10T12:00:00.000Z",
        topic: "Returns",
        score: -0.5,
      },
    ],
  };
  const answers = {
    "GET /conversations/cnv_1/insights": () => someInsights(),
    "GET /contacts/ctc_kari/insights": () => contact,
  };

  test("shows topics and mood, and a topic leads to its messages", async () => {
    const { user, findByTestId, findByText, findAllByTestId } = await openConsole({
      row,
      events: [received(1), received(2)],
      ask: answering(answers),
    });

    await user.click(await findByTestId("zoom-out"));
    await findByText("Mixed feelings");
    await user.click(within(await findByTestId("topics")).getByText("Shipping"));
    const [message] = await findAllByTestId("topic-message");
    expect(message?.textContent).toContain("question 2");
    await user.click(message as HTMLElement);

    expect(location.hash).toContain("at=2");
  });

  test("takes in all of the contact's conversations", async () => {
    const { user, findByTestId, findByText, findByRole } = await openConsole({
      row,
      ask: answering(answers),
    });

    await user.click(await findByTestId("zoom-out"));
    await user.click(await findByTestId("zoom-contact"));
    await findByText(/from 9 messages/);

    const link = await findByRole("link", { name: /#7/ });
    expect(link.getAttribute("href")).toBe("#/conversations/cnv_7");
  });

  test("is honest about a language whose mood it can't read", async () => {
    const insights = someInsights({
      sentiment: { score: null, label: null, trend: [], covered: 0 },
      languages: [{ language: "ar", share: 1 }],
    });
    const { user, findByTestId, findByText } = await openConsole({
      row,
      ask: answering({ "GET /conversations/cnv_1/insights": () => insights }),
    });

    await user.click(await findByTestId("zoom-out"));

    await findByText(/can't be read in Arabic/);
  });

  test("tells what failed, and tries again", async () => {
    let fails = true;
    const { user, findByTestId, findByText } = await openConsole({
      row,
      ask: answering({
        "GET /conversations/cnv_1/insights": () => {
          if (fails) throw new Problem({ status: 503, detail: "Too late." });
          return someInsights();
        },
      }),
    });

    await user.click(await findByTestId("zoom-out"));
    await findByText("Too late.");
    fails = false;
    await user.click(await findByText("Try again"));

    await findByTestId("topics");
  });
});

test.each([
  ["at the end, as a paragraph", ["Hi", 2, "A", false], "Hi\n\nA"],
  ["into an empty box", ["", 0, "A\n", false], "A"],
  ["between two paragraphs", ["Hi\nBye", 2, "A", false], "Hi\n\nA\n\nBye"],
  ["between two words", ["see for more", 3, "[A](u)", true], "see [A](u) for more"],
] as const)("a piece goes %s", (_, [text, caret, piece, inline], result) => {
  expect(withPiece(text, caret, piece, inline)).toBe(result);
});

describe("who the customer is", () => {
  const until = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const at = until(0);
  const verified = (hours: number) => ({
    "GET /conversations/cnv_1/verification": () => ({
      verified: { email: "kari@example.com", at, until: until(hours) },
    }),
  });

  async function details(answers: Parameters<typeof answering>[0]) {
    const screen = await openConsole({ row, ask: answering(answers) });
    if (!screen.queryByTestId("details"))
      await screen.user.click(await screen.findByTestId("details-toggle"));
    await screen.findByRole("region", { name: "Contact" });
    return screen;
  }

  test("is marked where they proved it", async () => {
    const { findByTestId } = await details(verified(5));

    const mark = await findByTestId("verified");

    expect(mark.textContent).toBe("Verified by email: kari@example.com");
    expect(mark.title).toMatch(/^kari@example\.com, until /);
  });

  test.each([
    [
      "nobody proved anything",
      { "GET /conversations/cnv_1/verification": () => ({ verified: null }) },
    ],
    ["the time is over", verified(-1)],
    ["it can't be asked", {}],
  ])("is not marked where %s", async (_, answers) => {
    const { queryByTestId } = await details(answers);

    await new Promise((done) => setTimeout(done, 50));

    expect(queryByTestId("verified")).toBeNull();
  });
});
