/** The orders of a list, by the names that people choose from. */
import type { Sort } from "../api/types";

export const SORTS: { id: Sort; name: string; fact: string }[] = [
  { id: "newest", name: "Newest first", fact: "last update" },
  { id: "oldest", name: "Longest waiting first", fact: "last update" },
  { id: "created", name: "Oldest conversations first", fact: "start" },
  { id: "priority", name: "Highest priority first", fact: "then last update" },
];
