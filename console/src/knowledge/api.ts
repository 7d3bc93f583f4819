/** The calls of this part of the console, which comes when it is wanted. */
import { useMemo } from "react";
import { createKnowledgeApi, type KnowledgeApi } from "../api/knowledge-api";
import { useAsk } from "../app/context";

export function useKnowledgeApi(): KnowledgeApi {
  const ask = useAsk();
  return useMemo(() => createKnowledgeApi(ask), [ask]);
}
