/** The calls with which an admin settles the AI agent, tries it and reads its report. */
import type {
  AiAgent,
  AiAgentChange,
  AiReport,
  Settings,
  Tool,
  TranslationChange,
  Trial,
  Tried,
} from "@switchboard/protocol";
import type { Ask } from "./http";

export function createAiAgentApi(ask: Ask) {
  const tool = (id: string) => `/ai-agent/tools/${encodeURIComponent(id)}`;
  return {
    agent: () => ask<AiAgent>("GET", "/ai-agent"),
    saveAgent: (body: AiAgentChange) => ask<AiAgent>("PUT", "/ai-agent", body),
    /** An answer that nobody gets: nothing is stored. */
    tryOut: (question: Trial) => ask<Tried>("POST", "/ai-agent/playground", question),
    /** Both days are included. */
    report: (from: string, to: string) =>
      ask<AiReport>("GET", `/ai-agent/report?${new URLSearchParams({ from, to })}`),

    tools: () => ask<{ items: Tool[] }>("GET", "/ai-agent/tools"),
    createTool: (body: Omit<Tool, "id">) => ask<Tool>("POST", "/ai-agent/tools", body),
    changeTool: (id: string, body: Omit<Tool, "id">) => ask<Tool>("PATCH", tool(id), body),
    deleteTool: (id: string) => ask<void>("DELETE", tool(id)),

    translation: () => ask<Pick<Settings, "translation">>("GET", "/settings"),
    saveTranslation: (translation: TranslationChange) =>
      ask<Pick<Settings, "translation">>("PATCH", "/settings", { translation }),
  };
}

export type AiAgentApi = ReturnType<typeof createAiAgentApi>;
