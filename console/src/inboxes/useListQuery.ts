/** What the list on screen shows, and what it is called. */
import { useMemo } from "react";
import { useDesk } from "../app/context";
import { usePlace } from "../app/routes";
import { type ListId, type ListQuery, sortOf, viewOf } from "../state/queries";

export function useListQuery(): ListQuery {
  const { place } = usePlace();
  const chosen = useDesk((desk) => desk.me?.preferences.sorts);
  const views = useDesk((desk) => desk.views);
  return useMemo(() => {
    const { inbox, filter: status, filters, q } = place;
    return { inbox, status, filters, q, sort: sortOf(inbox, chosen ?? {}, views) };
  }, [place, chosen, views]);
}

const OWN: Partial<Record<ListId, string>> = {
  me: "My inbox",
  unassigned: "Unassigned",
  waiting: "Waiting",
  mentions: "Mentions",
  starred: "Starred",
  all: "All conversations",
};

export function useListName(inbox: ListId): string {
  const known = useDesk((desk) => desk.inboxes.find((each) => each.id === inbox)?.name);
  const view = useDesk((desk) => desk.views.find((each) => each.id === viewOf(inbox))?.name);
  return view ?? known ?? OWN[inbox] ?? (viewOf(inbox) ? "Saved view" : "Team");
}
