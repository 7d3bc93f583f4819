/** The AI agent as it is saved, and as it is being changed. */
import type { AiAgent } from "@switchboard/protocol";
import { useEffect, useState } from "react";
import { useAttempt } from "../channels/useAttempt";
import { useLoaded } from "../channels/useLoaded";
import { changeOf, isChanged, refusalOf } from "./draft";
import { useAiApi } from "./useAiApi";

export type Change = (fields: Partial<AiAgent>) => void;

export function useAgent() {
  const api = useAiApi();
  const { value: saved, error, reload, put } = useLoaded("agent", api.agent);
  const [changed, setChanged] = useState<Partial<AiAgent>>({});
  const [justSaved, setJustSaved] = useState(false);
  const { busy, failure, run } = useAttempt();
  const draft = saved && { ...saved, ...changed };
  const dirty = draft !== null && isChanged(draft, saved as AiAgent);

  useEffect(() => {
    if (!dirty) return;
    const ask = (event: Event) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [dirty]);

  const change: Change = (fields) => {
    setChanged((held) => ({ ...held, ...fields }));
    setJustSaved(false);
  };

  return {
    saved,
    draft,
    error,
    reload,
    change,
    dirty,
    busy,
    failure,
    justSaved: justSaved && !dirty,
    refusal: draft && refusalOf(draft),
    discard: () => setChanged({}),
    async save() {
      if (!draft || busy || refusalOf(draft)) return;
      const done = await run(async () => {
        const agent = await api.saveAgent(changeOf(draft));
        put(agent);
        setChanged({});
      });
      setJustSaved(done);
    },
  };
}
