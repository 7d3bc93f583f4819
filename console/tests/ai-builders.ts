/** What stands beside a conversation, and an API that answers by path. */
import type { Article, Insights } from "@switchboard/protocol";
import { vi } from "vitest";
import type { Ask } from "../src/api/http";
import type { Conversation } from "../src/api/types";
import { aRow, minutes } from "./builders";

export const NORA = { id: "ai_agent", name: "Nora" };

export function withAi(over: Partial<Conversation> = {}): Conversation {
  return aRow({ assignees: [NORA], ...over });
}

export function anArticle(over: Partial<Article> = {}): Article {
  return {
    id: "art_1",
    title: "Shipping",
    text: "We ship to **Norway**.",
    status: "published",
    category: null,
    language: "en",
    team_id: null,
    url: null,
    created_at: minutes(0),
    updated_at: minutes(0),
    created_by: null,
    updated_by: null,
    ...over,
  };
}

export function someInsights(over: Partial<Insights> = {}): Insights {
  const trend = [-0.6, 0.5].map((score, index) => ({
    message_id: `msg_${index + 1}`,
    at: minutes(index),
    score,
  }));
  return {
    topics: [
      { name: "Returns", terms: ["return"], share: 0.7, message_ids: ["msg_1"] },
      { name: "Shipping", terms: ["ship"], share: 0.3, message_ids: ["msg_2"] },
    ],
    sentiment: { score: 0, label: "mixed", trend, covered: 1 },
    languages: [{ language: "en", share: 1 }],
    messages: 2,
    computed_at: minutes(1),
    ...over,
  };
}

type Answers = Record<string, (body: never) => unknown>;

/** Answers by "METHOD /path", without what is asked behind it; tells of what nobody expected. */
export function answering(answers: Answers) {
  return vi.fn(async (method: string, path: string, body?: unknown) => {
    const answer = answers[`${method} ${path.split("?")[0]}`];
    if (!answer) throw new Error(`The test did not expect ${method} ${path}`);
    return answer(body as never);
  }) as unknown as Ask & ReturnType<typeof vi.fn>;
}
