/** The pages of a source, one page of them after another; asked for again when it got further. */
import type { GatheredPage, Source } from "@switchboard/protocol";
import { useCallback, useEffect, useRef, useState } from "react";
import { messageOf, SignedOut } from "../../api/problem";
import { useKnowledgeApi } from "../api";

type Found = { items: readonly GatheredPage[]; cursor: string | null };

export function usePages({ id, status, refreshed_at, pages }: Source) {
  const api = useKnowledgeApi();
  const [found, setFound] = useState<Found | null>(null);
  const [error, setError] = useState("");
  const version = `${status} ${refreshed_at} ${pages}`;
  const wanted = useRef(version);
  wanted.current = version;

  const fetchPage = useCallback(
    async (cursor: string | null) => {
      try {
        const page = await api.pagesOf(id, cursor);
        if (wanted.current !== version) return;
        setError("");
        setFound((held) => ({
          items: [...(cursor && held ? held.items : []), ...page.items],
          cursor: page.next_cursor,
        }));
      } catch (failure) {
        if (!(failure instanceof SignedOut)) setError(messageOf(failure));
      }
    },
    [api, id, version],
  );

  useEffect(() => {
    fetchPage(null);
  }, [fetchPage]);

  return { items: found?.items ?? null, cursor: found?.cursor ?? null, error, fetchPage };
}
