import { act, cleanup } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { neighbour, stepped } from "../src/knowledge/proposals/useProposals";
import { aMe } from "./builders";
import { openConsole } from "./console";
import { aFakeAsk, pageOf, refusal } from "./fake-ask";
import { aProposal } from "./knowledge-builders";
// The page loads it when it is opened; a test need not wait for its first time.
import "../src/knowledge/KnowledgePane";

afterEach(cleanup);

const SECOND = aProposal({ id: "prp_2", question: "Do boots run small?", answer: "Half a size." });

async function queue(answers: Record<string, unknown> = {}) {
  const server = aFakeAsk({
    "GET /proposals": pageOf(aProposal(), SECOND),
    "POST /proposals/prp_1/approve": { article_id: "art_7" },
    "POST /proposals/prp_1/dismiss": undefined,
    "POST /proposals/prp_2/dismiss": undefined,
    ...answers,
  });
  const me = aMe({ role: "admin" });
  const screen = await openConsole({ path: "/settings/me", me, ask: server.ask });
  screen.api.teams.mockImplementation(async () => ({ items: [] }));
  await act(async () => {
    location.hash = "/knowledge/proposals";
    window.dispatchEvent(new Event("hashchange"));
  });
  await screen.findAllByTestId("proposal");
  return { ...screen, server };
}

test("a proposal is corrected where it stands, and published with its correction", async () => {
  const { findByLabelText, findByRole, findByText, server, user } = await queue();
  const answer = await findByLabelText("Answer");
  await user.clear(answer);
  await user.type(answer, "Yes, within 90 days.");

  await user.click(await findByRole("button", { name: "Approve" }));

  expect(server.to("POST /proposals/prp_1/approve")[0]?.body).toEqual({
    answer: "Yes, within 90 days.",
  });
  const link = await findByText("Open the article");
  expect(link.getAttribute("href")).toContain("/knowledge/articles/art_7");
  expect(await findByLabelText("Question")).toHaveProperty("value", "Do boots run small?");
});

test("letters move and decide, but not while one writes", async () => {
  const { findByLabelText, queryByText, server, user } = await queue();
  await user.keyboard("j");
  expect(await findByLabelText("Question")).toHaveProperty("value", "Do boots run small?");

  await user.click(await findByLabelText("Answer"));
  await user.keyboard("da");
  expect(server.to("POST /proposals/prp_2/dismiss")).toEqual([]);

  (document.activeElement as HTMLElement).blur();
  await user.keyboard("d");
  expect(server.to("POST /proposals/prp_2/dismiss")).toHaveLength(1);
  expect(queryByText("Assign to")).toBeNull();
  expect(await findByLabelText("Question")).toHaveProperty("value", "Can I return a tent?");
});

test("the sidebar and the tab count what waits, and an empty queue explains itself", async () => {
  const { findByTestId, findByText, user } = await queue();
  expect((await findByTestId("knowledge")).textContent).toContain("2 to approve");

  await user.keyboard("d");
  await findByText(/won't be proposed again/);
  expect((await findByTestId("knowledge")).textContent).toContain("1 to approve");
  await user.keyboard("d");

  expect(await findByText("Nothing waits for you")).toBeTruthy();
  expect((await findByTestId("knowledge")).textContent).toBe("Knowledge");
});

test("one that a colleague decided about goes, and one that failed stays", async () => {
  const { findByRole, findAllByTestId, server, user } = await queue({
    "POST /proposals/prp_1/approve": refusal(500, "Try again soon."),
  });
  await user.keyboard("a");
  expect((await findByRole("alert")).textContent).toBe("Try again soon.");
  expect(await findAllByTestId("proposal")).toHaveLength(2);

  server.set("POST /proposals/prp_1/approve", refusal(409, "Someone approved it already."));
  await user.keyboard("a");

  expect((await findByRole("alert")).textContent).toBe("Someone approved it already.");
  expect(await findAllByTestId("proposal")).toHaveLength(1);
});

test("steps end at the ends, and who goes is followed by the next", () => {
  const items = [{ id: "a" }, { id: "b" }, { id: "c" }];

  expect([stepped(items, "c", 1), stepped(items, "a", -1), stepped(items, "a", 1)]).toEqual([
    "c",
    "a",
    "b",
  ]);
  expect([neighbour(items, "b"), neighbour(items, "c"), neighbour([{ id: "a" }], "a")]).toEqual([
    "c",
    "b",
    null,
  ]);
});

test("what personal words were taken out of is not approved unread", async () => {
  const masked = aProposal({ public: false, answer: "Write to [email]." });
  const { findByRole } = await queue({ "GET /proposals": pageOf(masked) });

  expect((await findByRole("note")).textContent).toContain("Something personal was taken out");
});
