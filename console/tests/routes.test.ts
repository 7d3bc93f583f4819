import { expect, test } from "vitest";
import {
  knowledgePath,
  listPath,
  parsePlace,
  pathOf,
  searchPath,
  settingsPath,
} from "../src/app/routes";

test.each([
  ["/", { inbox: "unassigned", filter: "open", conversationId: null, pane: "inboxes" }],
  ["/inbox/me/open", { inbox: "me", filter: "open", conversationId: null, pane: "list" }],
  [
    "/inbox/team:tm_1/closed/cnv_1",
    { inbox: "team:tm_1", filter: "closed", conversationId: "cnv_1", pane: "thread" },
  ],
  ["/inbox/starred", { inbox: "starred", filter: "any", pane: "list" }],
  ["/inbox/view:vw_1/open", { inbox: "view:vw_1", section: "inbox" }],
  ["/inbox/me/open?label=lbl_1&important=true", { filters: { label: "lbl_1", important: true } }],
  ["/conversations/cnv_1", { conversationId: "cnv_1", pane: "thread", at: null }],
  ["/conversations/cnv_1?at=12", { conversationId: "cnv_1", at: 12 }],
  ["/search?q=tent&status=closed", { section: "search", search: { q: "tent", status: "closed" } }],
  ["/search/cnv_1?q=tent&at=3", { section: "search", conversationId: "cnv_1", at: 3 }],
  ["/settings/labels", { section: "settings", settings: "labels" }],
  ["/settings/channels/new/x", { section: "settings", within: ["new", "x"], pane: "thread" }],
  ["/settings/ai/report", { section: "settings", settings: "ai", within: ["report"] }],
  ["/knowledge", { section: "knowledge", knowledge: "articles", within: [] }],
  ["/knowledge/sources/src_1", { section: "knowledge", knowledge: "sources", within: ["src_1"] }],
  ["/knowledge/articles?q=tent&status=draft", { asked: { q: "tent", status: "draft" } }],
  ["/knowledge/nonsense", { section: "knowledge", knowledge: "articles" }],
  ["/settings/nonsense", { section: "settings", settings: "me" }],
  ["/inbox/nonsense/open", { inbox: "unassigned", pane: "inboxes" }],
  ["/sign-in", { inbox: "unassigned", pane: "inboxes" }],
])("%s", (path, expected) => {
  expect(parsePlace(path)).toMatchObject(expected);
});

test("addresses are read as they are written", () => {
  const narrowing = { filters: { priority: "high", channel: "chn_1" }, q: "tent & pole" } as const;

  expect(parsePlace(pathOf("team:tm_1", "closed", "cnv_1", { ...narrowing, at: 7 }))).toMatchObject(
    {
      ...narrowing,
      inbox: "team:tm_1",
      filter: "closed",
      conversationId: "cnv_1",
      at: 7,
      back: pathOf("team:tm_1", "closed", null, narrowing),
    },
  );
  expect(parsePlace(settingsPath("policy")).settings).toBe("policy");
});

test("a question becomes the title of a new article, whatever it holds", () => {
  const asked = { title: "Is 50 % & more off?", text: "" };

  const place = parsePlace(knowledgePath("articles", "new", asked));

  expect(place).toMatchObject({ within: ["new"], asked: { title: "Is 50 % & more off?" } });
  expect(place.asked).not.toHaveProperty("text");
});

test("another conversation opens beside the same list, narrowed as it was", () => {
  const list = parsePlace("/inbox/me/open?q=tent");
  const search = parsePlace(searchPath({ q: "tent", agent: "usr_1" }));

  expect(listPath(list, "cnv_1")).toBe("/inbox/me/open/cnv_1?q=tent");
  expect(listPath(search, "cnv_1", 4)).toBe("/search/cnv_1?q=tent&agent=usr_1&at=4");
});
