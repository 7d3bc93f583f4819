import type { Event } from "@switchboard/protocol";
import { describe, expect, test } from "vitest";
import { takeRefusal } from "../src/commands/permissions";
import { linesOf } from "../src/text/lines";
import { NORA, withAi } from "./ai-builders";
import { ANNA, aMe, aRow, assigned, BEN, received } from "./builders";

const byNora = { kind: "ai_agent" as const, ...NORA };

function handedOver(detail: string | null): Event {
  const data = { reason: "asked", detail, team_id: "tm_1" };
  const type = "conversation.handed_over";
  return { ...received(3), type, actor: byNora, data, changes: { assignees: [] } } as never;
}

describe("the timeline tells", () => {
  test("that the AI agent answers first", () => {
    expect(linesOf(assigned(2, null, [NORA]), ANNA.id)).toEqual([
      "Nora, the AI agent, answers first",
    ]);
  });

  test("who gave it to the AI agent", () => {
    expect(linesOf(assigned(2, BEN, [NORA]), ANNA.id)).toEqual([
      "Ben Okafor gave this to Nora, the AI agent",
    ]);
  });

  test("why it was handed over, once", () => {
    expect(linesOf(handedOver("The customer asked for a person."), ANNA.id)).toEqual([
      "Nora handed this over. The customer asked for a person.",
    ]);
    expect(linesOf(handedOver(null), ANNA.id)).toEqual(["Nora handed this over to people"]);
  });

  test("that the customer proved who they are", () => {
    const data = { email: "kari@example.com", until: "2026-03-03T12:00:00.000Z" };
    const event = { ...received(3), type: "contact.verified", actor: byNora, data } as never;

    expect(linesOf(event, ANNA.id)).toEqual([
      "The customer proved with a code that kari@example.com is theirs",
    ]);
  });
});

test("what the AI agent has anybody may take; what a colleague has nobody", () => {
  expect(takeRefusal(withAi(), aMe())).toBeNull();
  expect(takeRefusal(aRow({ assignees: [BEN] }), aMe())).toContain("Ben Okafor");
});
