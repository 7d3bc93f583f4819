/** The calls that help an agent to write and to understand; loaded with what needs them. */
import type {
  AiAgent,
  CopilotAnswer,
  CopilotQuestion,
  Event,
  RewriteStyle,
  Rewritten,
} from "@switchboard/protocol";
import type { Ask } from "./http";

export function createAiApi(ask: Ask) {
  return {
    aiAgent: () => ask<AiAgent>("GET", "/ai-agent"),
    /** The note that it was written into. */
    summarise: (id: string) =>
      ask<Event>("POST", `/conversations/${encodeURIComponent(id)}/summary`),
    copilot: (question: CopilotQuestion) => ask<CopilotAnswer>("POST", "/copilot", question),
    rewrite: (text: string, style: RewriteStyle, language?: string) =>
      ask<Rewritten>("POST", "/rewrite", { text, style, ...(language ? { language } : {}) }),
  };
}
