/** Where a hit leads. */
import type { Hit, SearchQuery } from "../api/types";
import { searchPath } from "../app/routes";

/** What was merged keeps its own numbering, so its entries are shown where they were written. */
export function hitPlace({ conversation, entry }: Hit): { id: string; at: number | undefined } {
  return { id: entry?.conversation_id ?? conversation.id, at: entry?.seq };
}

export function hitPath(query: SearchQuery, hit: Hit): string {
  const { id, at } = hitPlace(hit);
  return searchPath(query, id, at);
}
