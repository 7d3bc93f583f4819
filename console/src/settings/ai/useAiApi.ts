/** The calls of this part of the settings, which comes when it is wanted. */
import { useMemo } from "react";
import { type AiAgentApi, createAiAgentApi } from "../../api/ai-agent-api";
import { useAsk } from "../../app/context";

export function useAiApi(): AiAgentApi {
  const ask = useAsk();
  return useMemo(() => createAiAgentApi(ask), [ask]);
}
