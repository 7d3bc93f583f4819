import { expect, test } from "vitest";
import { parsePlace, pathOf } from "../src/app/routes";

test.each([
  ["/", { inbox: "unassigned", filter: "open", conversationId: null, pane: "inboxes" }],
  ["/inbox/me/open", { inbox: "me", filter: "open", conversationId: null, pane: "list" }],
  [
    "/inbox/team:tm_1/closed/cnv_1",
    { inbox: "team:tm_1", filter: "closed", conversationId: "cnv_1", pane: "thread" },
  ],
  ["/conversations/cnv_1", { conversationId: "cnv_1", pane: "thread" }],
  ["/inbox/nonsense/open", { inbox: "unassigned", pane: "inboxes" }],
  ["/sign-in", { inbox: "unassigned", pane: "inboxes" }],
])("%s", (path, expected) => {
  expect(parsePlace(path)).toMatchObject(expected);
});

test("addresses are read as they are written", () => {
  expect(parsePlace(pathOf("team:tm_1", "closed", "cnv_1"))).toEqual({
    inbox: "team:tm_1",
    filter: "closed",
    conversationId: "cnv_1",
    pane: "thread",
  });
});
