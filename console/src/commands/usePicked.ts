/** What the pickers share: the conversations they are about, and the people to choose from. */
import { useEffect } from "react";
import { useShallow } from "zustand/react/shallow";
import type { Colleague, Conversation } from "../api/types";
import { useActions, useDesk } from "../app/context";

export function usePicked(ids: readonly string[]): Conversation[] {
  return useDesk(useShallow((desk) => ids.flatMap((id) => desk.rows[id] ?? [])));
}

/** The customer of the only one, who names it; several are counted instead. */
export function onlyName(rows: readonly Conversation[]): string | null {
  const [only] = rows;
  return rows.length === 1 && only ? only.contact.name : null;
}

/** Asked for again each time, since load and presence change. */
export function usePeople(): Colleague[] {
  const desk = useActions();
  const users = useDesk((state) => state.users);
  useEffect(() => {
    desk.loadPeople();
  }, [desk]);
  return users;
}

/** How many of the conversations something holds for, as a tick box shows it. */
export function stateOf<Item>(items: readonly Item[], holds: (item: Item) => boolean) {
  const count = items.filter(holds).length;
  if (count === 0) return "off" as const;
  return count === items.length ? ("on" as const) : ("some" as const);
}
