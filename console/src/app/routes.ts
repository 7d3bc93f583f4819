/** Addresses inside the console. They live behind the `#`, since the bucket serves one page only. */
import type { InboxId } from "@switchboard/protocol";
import { useMemo } from "react";
import { useLocation } from "wouter";
import type { Filter } from "../api/api";

type Place = {
  inbox: InboxId;
  filter: Filter;
  conversationId: string | null;
  /** What a narrow screen shows. */
  pane: "inboxes" | "list" | "thread";
};

const HOME: Place = { inbox: "unassigned", filter: "open", conversationId: null, pane: "inboxes" };

function isInbox(text: string | undefined): text is InboxId {
  return /^(me|unassigned|all|team:.+)$/.test(text ?? "");
}

export function parsePlace(path: string): Place {
  const [kind, inbox, filter, id] = path.split("/").filter(Boolean).map(decodeURIComponent);
  // The form that notifications link to: whichever list it is in, the thread matters.
  if (kind === "conversations" && inbox) return { ...HOME, conversationId: inbox, pane: "thread" };
  if (kind !== "inbox" || !isInbox(inbox)) return HOME;
  return {
    inbox,
    filter: filter === "closed" ? "closed" : "open",
    conversationId: id ?? null,
    pane: id ? "thread" : "list",
  };
}

export function pathOf(inbox: InboxId, filter: Filter = "open", conversationId?: string): string {
  return ["", "inbox", inbox, filter, conversationId]
    .filter((part) => part !== undefined)
    .join("/");
}

export function usePlace() {
  const [path, go] = useLocation();
  const place = useMemo(() => parsePlace(path), [path]);
  return { place, go };
}
