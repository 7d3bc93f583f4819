/** The articles that a search and its filters find, page by page. */
import type { Article } from "@switchboard/protocol";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ArticleQuery } from "../../api/knowledge-api";
import { messageOf, SignedOut } from "../../api/problem";
import { useKnowledgeApi } from "../api";

type Found = { items: readonly Article[]; cursor: string | null; of: string };

export function useArticles(query: ArticleQuery) {
  const api = useKnowledgeApi();
  const key = JSON.stringify(query);
  const wanted = useRef(key);
  wanted.current = key;
  /** What was found before stays in sight until the next answer. */
  const [found, setFound] = useState<Found | null>(null);
  const [error, setError] = useState("");

  const fetchPage = useCallback(
    async (cursor: string | null) => {
      try {
        const page = await api.articles(JSON.parse(key), cursor);
        if (wanted.current !== key) return;
        setError("");
        setFound((held) => {
          const before = cursor && held ? held.items : [];
          return { items: [...before, ...page.items], cursor: page.next_cursor, of: key };
        });
      } catch (failure) {
        // The sign-in page says it already.
        if (wanted.current === key && !(failure instanceof SignedOut)) setError(messageOf(failure));
      }
    },
    [api, key],
  );

  useEffect(() => {
    fetchPage(null);
  }, [fetchPage]);

  return {
    items: found?.items ?? null,
    /** An answer to an earlier question is still in sight. */
    searching: found !== null && found.of !== key && !error,
    error,
    reload: () => fetchPage(null),
    more: found?.cursor ? () => fetchPage(found.cursor) : null,
  };
}
