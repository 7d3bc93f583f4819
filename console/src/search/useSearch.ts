/** Hits for what the address asks for, page by page; the newest question wins. */
import { useCallback, useEffect, useRef, useState } from "react";
import { messageOf } from "../api/problem";
import type { Hit, SearchQuery } from "../api/types";
import { useActions } from "../app/context";

export type Found = {
  hits: Hit[];
  cursor: string | null;
  state: "idle" | "loading" | "ready" | "error";
  error: string | null;
};

const NOTHING: Found = { hits: [], cursor: null, state: "idle", error: null };
const AFTER_MS = 250;

/** A label alone is browsed; words, or any other filter, are searched for. */
export function isBrowsing(query: SearchQuery): boolean {
  const { q, label, ...others } = query;
  return !q && label !== undefined && Object.values(others).every((value) => value === undefined);
}

export function useSearch(query: SearchQuery) {
  const { api } = useActions();
  const [found, setFound] = useState<Found>(NOTHING);
  const turn = useRef(0);
  const key = JSON.stringify(query);

  const load = useCallback(
    async (cursor: string | null) => {
      turn.current += 1;
      const mine = turn.current;
      const wanted: SearchQuery = JSON.parse(key);
      setFound((held) => ({ ...held, state: "loading", error: null }));
      try {
        const page = isBrowsing(wanted)
          ? await api.searchLabel(wanted.label as string, cursor)
          : await api.search(wanted, cursor);
        if (turn.current !== mine) return;
        setFound((held) => ({
          hits: cursor ? [...held.hits, ...page.items] : page.items,
          cursor: page.next_cursor,
          state: "ready",
          error: null,
        }));
      } catch (error) {
        if (turn.current !== mine) return;
        setFound((held) => ({ ...held, state: "error", error: messageOf(error) }));
      }
    },
    [api, key],
  );

  useEffect(() => {
    const wanted: SearchQuery = JSON.parse(key);
    if (!wanted.q && !isBrowsing(wanted)) {
      turn.current += 1;
      setFound(NOTHING);
      return;
    }
    const timer = setTimeout(() => load(null), AFTER_MS);
    return () => clearTimeout(timer);
  }, [key, load]);

  return {
    found,
    more: () => found.cursor !== null && found.state === "ready" && load(found.cursor),
    retry: () => load(null),
  };
}
