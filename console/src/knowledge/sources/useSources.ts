/** Sources, asked for again while one of them is being read and the page is looked at. */
import type { Source } from "@switchboard/protocol";
import { useEffect } from "react";
import { useLoaded } from "../../settings/channels/useLoaded";
import { useKnowledgeApi } from "../api";
import { isUnderWay } from "./health";

export const ASK_AGAIN_MS = 2000;

export function useAskedAgain(underWay: boolean, reload: () => Promise<void>) {
  useEffect(() => {
    if (!underWay) return;
    let over = false;
    let timer: ReturnType<typeof setTimeout>;
    const next = () => {
      timer = setTimeout(async () => {
        if (!document.hidden) await reload();
        if (!over) next();
      }, ASK_AGAIN_MS);
    };
    next();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [underWay, reload]);
}

export function useSources() {
  const api = useKnowledgeApi();
  const { value, error, reload, put } = useLoaded("sources", api.sources);
  const items = value?.items ?? null;
  useAskedAgain(items?.some(isUnderWay) ?? false, reload);
  return {
    items,
    error,
    reload,
    /** Shows what became of one of them, or a new one, without asking. */
    putOne(source: Source) {
      const others = items?.filter((each) => each.id !== source.id) ?? [];
      const known = items?.some((each) => each.id === source.id);
      const next = known
        ? items?.map((each) => (each.id === source.id ? source : each))
        : [source, ...others];
      put({ items: next ?? [source] });
    },
    drop: (id: string) => put({ items: items?.filter((each) => each.id !== id) ?? [] }),
  };
}
