import { act, cleanup, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Problem } from "../src/api/problem";
import { factsOf, isSame, keep, keptOf } from "../src/knowledge/articles/unsaved";
import { sinceText } from "../src/knowledge/Since";
import { aMe, minutes, NOON } from "./builders";
import { openConsole } from "./console";
import { aFakeAsk, pageOf, refusal } from "./fake-ask";
import { anArticle } from "./knowledge-builders";
// The page loads it when it is opened; a test need not wait for its first time.
import "../src/knowledge/KnowledgePane";

const LIST = "/knowledge";
const PAGE = "/knowledge/articles/art_1";

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(cleanup);

/** The knowledge as someone of a role sees it, with these answers. */
async function knowledge(path: string, answers: object = {}, role: "admin" | "agent" = "admin") {
  const server = aFakeAsk({
    "GET /articles": pageOf(anArticle()),
    "GET /articles/art_1": anArticle(),
    "GET /proposals": pageOf(),
    ...answers,
  });
  const screen = await openConsole({ path: "/settings/me", me: aMe({ role }), ask: server.ask });
  screen.api.teams.mockImplementation(async () => ({
    items: [
      { id: "tm_1", name: "Entire team", everyone: true },
      { id: "tm_2", name: "Returns team", everyone: false },
    ] as never,
  }));
  const open = (to: string) =>
    act(async () => {
      location.hash = to;
      window.dispatchEvent(new Event("hashchange"));
    });
  await open(path);
  return { ...screen, server, open };
}

describe("the list of articles", () => {
  test("shows each one's title, first words, facts and whether it is a draft", async () => {
    const draft = anArticle({ id: "art_2", title: "Down", status: "draft", team_id: "tm_2" });
    const { findByRole } = await knowledge(LIST, {
      "GET /articles": pageOf(anArticle(), draft),
    });

    const list = await findByRole("list", { name: "Articles" });
    const rows = within(list).getAllByRole("link");

    expect(rows[0]?.textContent).toMatch(/^ReturnsWithin 60 days\.Orders · English/);
    expect(rows[1]?.textContent).toMatch(/^DownDraft.*Orders · English · Returns team only/);
    expect(rows[1]?.getAttribute("href")).toContain("/knowledge/articles/art_2");
  });

  test("is searched by the server, and the search can be linked", async () => {
    const { findByLabelText, server, user } = await knowledge(LIST);

    await user.type(await findByLabelText("Search articles"), "tent");
    await act(() => new Promise((done) => setTimeout(done, 400)));

    expect(server.to("GET /articles").at(-1)?.query).toMatchObject({ q: "tent", limit: "50" });
    expect(location.hash).toContain("q=tent");
  });

  test("says when a search finds nothing, and explains itself while it is empty", async () => {
    const { findByText, open } = await knowledge(LIST, { "GET /articles": pageOf() });
    expect(await findByText("No articles yet")).toBeTruthy();

    await open("/knowledge/articles?q=nothing");

    expect(await findByText(/Nothing is found that way/)).toBeTruthy();
  });

  test("goes on below with the next page", async () => {
    const { findByRole, findByText, server, user } = await knowledge(LIST, {
      "GET /articles": ({ query }: { query: Record<string, string> }) =>
        query.cursor
          ? pageOf(anArticle({ id: "art_2", title: "Second" }))
          : { items: [anArticle()], next_cursor: "more" },
    });

    await user.click(await findByRole("button", { name: "Show more" }));

    expect(await findByText("Second")).toBeTruthy();
    expect(await findByText("Returns")).toBeTruthy();
    expect(server.to("GET /articles").at(-1)?.query.cursor).toBe("more");
  });

  test("tells why it can't be shown, and tries again", async () => {
    const { findByRole, findByText, server, user } = await knowledge(LIST, {
      "GET /articles": refusal(500, "Come back soon."),
    });
    expect((await findByRole("alert")).textContent).toBe("Come back soon.");

    server.set("GET /articles", pageOf(anArticle()));
    await user.click(await findByRole("button", { name: "Try again" }));

    expect(await findByText("Returns")).toBeTruthy();
  });
});

describe("an article", () => {
  test("is read by agents, who are offered nothing to change", async () => {
    const { findByTestId, queryByRole } = await knowledge(PAGE, {}, "agent");

    const article = await findByTestId("article");

    expect(within(article).getByText("60 days").tagName).toBe("STRONG");
    expect(queryByRole("button", { name: "Save" })).toBeNull();
    expect(queryByRole("navigation", { name: "Knowledge" })).toBeNull();
  });

  test("shows customers' view beside its text as it is written", async () => {
    const { findByLabelText, findByRole, user } = await knowledge(PAGE);
    const text = await findByLabelText("Text");
    await user.clear(text);

    await user.type(text, "Now **90**");

    const preview = await findByRole("region", { name: "Preview" });
    expect(within(preview).getByText("90").tagName).toBe("STRONG");
  });

  test("is saved with what was changed, and says so", async () => {
    const saved = anArticle({ title: "Returning", updated_at: minutes(9) });
    const { findByLabelText, findByRole, findByText, server, user } = await knowledge(PAGE, {
      "PATCH /articles/art_1": saved,
    });
    const title = await findByLabelText("Title");
    expect((await findByRole("button", { name: "Save" })).getAttribute("aria-disabled")).toBe(
      "true",
    );
    await user.clear(title);
    await user.type(title, "Returning");
    expect(await findByText("Unsaved changes")).toBeTruthy();

    await user.click(await findByRole("button", { name: "Save" }));

    expect(await findByText("Saved")).toBeTruthy();
    expect(server.to("PATCH /articles/art_1")[0]?.body).toMatchObject({
      title: "Returning",
      status: "published",
    });
    expect(keptOf("art_1")).toBeNull();
  });

  test("says where it stands on the web, and no more once that is taken away", async () => {
    const url = "https://shop.example/help/returns";
    const { findByLabelText, findByRole, server, user } = await knowledge(PAGE, {
      "PATCH /articles/art_1": ({ body }: { body: object }) => ({ ...anArticle(), ...body }),
    });
    const field = await findByLabelText(/Address on the web/);

    await user.type(field, ` ${url}`);
    await user.click(await findByRole("button", { name: "Save" }));
    await user.clear(field);
    await user.click(await findByRole("button", { name: "Save" }));

    expect(server.to("PATCH /articles/art_1").map(({ body }) => body)).toMatchObject([
      { url },
      { url: null },
    ]);
  });

  test("keeps a wrong address and says why it can't be", async () => {
    const { findByLabelText, findByRole, findByText, user } = await knowledge(PAGE, {
      "PATCH /articles/art_1": () => {
        const errors = [{ field: "url", message: "write it like https://shop.example" }];
        throw new Problem({ status: 400, detail: "This can't be saved.", errors });
      },
    });
    const field = await findByLabelText(/Address on the web/);

    await user.type(field, "shop.example");
    await user.click(await findByRole("button", { name: "Save" }));

    expect(await findByText("write it like https://shop.example")).toBeTruthy();
    expect(field).toHaveProperty("value", "shop.example");
  });

  test("keeps what was not saved, tells of it later, and lets it go", async () => {
    const { findByLabelText, findByRole, findByText, open, user } = await knowledge(PAGE);
    await user.type(await findByLabelText("Text"), " More");
    await open(LIST);
    await findByText("Returns");

    await open(PAGE);

    expect(await findByText(/unsaved changes from before/)).toBeTruthy();
    expect(await findByLabelText("Text")).toHaveProperty("value", "Within **60 days**. More");
    await user.click(await findByRole("button", { name: "Discard them" }));
    expect(await findByLabelText("Text")).toHaveProperty("value", "Within **60 days**.");
    expect(keptOf("art_1")).toBeNull();
  });

  test("says when someone else saved it after one's changes were begun", async () => {
    keep("art_1", { facts: factsOf(anArticle({ text: "Mine" })), base: minutes(1) });

    const { findByText } = await knowledge(PAGE);

    expect(await findByText(/Someone saved this article after you began/)).toBeTruthy();
  });

  test("stays as it is written when it is refused, with the reason", async () => {
    const { findByLabelText, findByRole, user } = await knowledge(PAGE, {
      "PATCH /articles/art_1": refusal(422, "This title exists already."),
    });
    await user.type(await findByLabelText("Title"), "!");

    await user.click(await findByRole("button", { name: "Save" }));

    expect((await findByRole("alert")).textContent).toBe("This title exists already.");
    expect(await findByLabelText("Title")).toHaveProperty("value", "Returns!");
  });

  test("is taken from visitors and given back to them", async () => {
    const { findByRole, server, user } = await knowledge(PAGE, {
      "PATCH /articles/art_1": ({ body }: { body: object }) => anArticle(body),
    });

    await user.click(await findByRole("button", { name: "Unpublish" }));
    await user.click(await findByRole("button", { name: "Publish" }));

    const told = server
      .to("PATCH /articles/art_1")
      .map(({ body }) => (body as { status: string }).status);
    expect(told).toEqual(["draft", "published"]);
  });

  test("is deleted only after a second word", async () => {
    const { findByRole, server, user } = await knowledge(PAGE, {
      "DELETE /articles/art_1": undefined,
    });
    await user.click(await findByRole("button", { name: "Delete article" }));
    expect(server.to("DELETE /articles/art_1")).toEqual([]);

    await user.click(await findByRole("button", { name: "Delete" }));

    expect(server.to("DELETE /articles/art_1")).toHaveLength(1);
    expect(location.hash).toBe("#/knowledge/articles");
  });

  test("begins with the question that nobody could answer, and is published", async () => {
    const made = anArticle({ id: "art_9", title: "Do you mend zips?" });
    const { findByLabelText, findByRole, server, user } = await knowledge(
      "/knowledge/articles/new?title=Do%20you%20mend%20zips%3F",
      { "POST /articles": made, "GET /articles/art_9": made },
    );
    expect(await findByLabelText("Title")).toHaveProperty("value", "Do you mend zips?");
    await user.type(await findByLabelText("Text"), "We do.");

    await user.click(await findByRole("button", { name: "Publish" }));

    expect(server.to("POST /articles")[0]?.body).toMatchObject({
      title: "Do you mend zips?",
      text: "We do.",
      status: "published",
    });
    expect(location.hash).toBe("#/knowledge/articles/art_9");
  });
});

test("two articles are the same when their words and facts are", () => {
  expect(isSame(factsOf(anArticle()), factsOf(anArticle({ updated_at: minutes(99) })))).toBe(true);
  expect(isSame(factsOf(anArticle()), factsOf(anArticle({ category: null })))).toBe(false);
});

test.each([
  [0, "just now"],
  [-5 * 60, "5h ago"],
  [-30 * 1440, "on "],
])("a moment %i minutes from now is told as %j", (away, said) => {
  expect(sinceText(minutes(away), NOON)).toContain(said);
});
