/** What the list on screen shows, and what it is called. */

import { useMemo } from "react";
import { useDesk } from "../app/context";
import { usePlace } from "../app/routes";
import { m, t } from "../i18n/t";
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

const NAMES: Partial<Record<ListId, string>> = {
  me: m("My inbox"),
  unassigned: m("Unassigned"),
  waiting: m("Waiting"),
  mentions: m("Mentions"),
  starred: m("Starred"),
  all: m("All"),
};

/** The lists that every company has are ours to name; teams and views bring their names. */
export function listName(id: ListId, name = ""): string {
  const ours = NAMES[id];
  return ours ? t(ours) : name;
}

export function useListName(inbox: ListId): string {
  const known = useDesk((desk) => desk.inboxes.find((each) => each.id === inbox)?.name);
  const view = useDesk((desk) => desk.views.find((each) => each.id === viewOf(inbox))?.name);
  return listName(inbox, view ?? known ?? (viewOf(inbox) ? t("Saved view") : t("Team")));
}
