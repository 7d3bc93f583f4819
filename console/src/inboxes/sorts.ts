/** The orders of a list, by the names that people choose from. */

import type { Sort } from "../api/types";
import { m } from "../i18n/t";

export const SORTS: { id: Sort; name: string; fact: string }[] = [
  { id: "newest", name: m("Newest first"), fact: m("last update") },
  { id: "oldest", name: m("Longest waiting first"), fact: m("last update") },
  { id: "created", name: m("Oldest conversations first"), fact: m("start|of a conversation") },
  { id: "priority", name: m("Highest priority first"), fact: m("then last update") },
];
