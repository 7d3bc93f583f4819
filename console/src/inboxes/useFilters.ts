/** Filters of the list on screen, with names for people: what could be set, and what is. */

import { useMemo } from "react";
import type { Filters, Priority } from "../api/types";
import { useDesk } from "../app/context";
import { pathOf, usePlace } from "../app/routes";
import { t } from "../i18n/t";
import { channelName } from "../ui/channels";
import { PRIORITIES, priorityName } from "../ui/PriorityIcon";

export type FilterName = keyof Filters;
export type FilterChoice = {
  name: FilterName;
  value: string;
  section: string;
  title: string;
  color?: string;
};

/** Channels are known from the account's settings, or by the conversations that came in on them. */
function useChannels() {
  const listed = useDesk((desk) => desk.channels);
  const rows = useDesk((desk) => desk.rows);
  return useMemo(() => {
    const seen = Object.values(rows).flatMap((row) => row.channels ?? [row.channel]);
    return [...new Map([...seen, ...listed].map((channel) => [channel.id, channel])).values()];
  }, [listed, rows]);
}

export function useFilterChoices(): FilterChoice[] {
  const teams = useDesk((desk) => desk.me?.teams);
  const labels = useDesk((desk) => desk.labels);
  const users = useDesk((desk) => desk.users);
  const channels = useChannels();
  return useMemo(
    () => [
      { name: "important", value: "true", section: t("Marks"), title: t("Important") },
      ...labels.map(({ id, name, color }) => ({
        name: "label" as const,
        value: id,
        section: t("Label"),
        title: name,
        color,
      })),
      ...PRIORITIES.map(({ id }) => ({
        name: "priority" as const,
        value: id,
        section: t("Priority"),
        title: priorityName(id),
      })),
      ...channels.map(({ id, name, kind }) => ({
        name: "channel" as const,
        value: id,
        section: t("Channel"),
        title: name === channelName(kind) ? name : `${name} (${channelName(kind)})`,
      })),
      ...(teams ?? []).map(({ id, name }) => ({
        name: "team" as const,
        value: id,
        section: t("Team"),
        title: name,
      })),
      ...users.map(({ id, name }) => ({
        name: "assignee" as const,
        value: id,
        section: t("Assigned to"),
        title: name,
      })),
    ],
    [teams, labels, users, channels],
  );
}

export function isOn(filters: Filters, { name, value }: Pick<FilterChoice, "name" | "value">) {
  return String(filters[name] ?? "") === value;
}

/** The filters with one more, or one less; each name has one value at a time. */
export function toggledFilter(
  filters: Filters,
  choice: Pick<FilterChoice, "name" | "value">,
): Filters {
  const { [choice.name]: _, ...others } = filters;
  if (isOn(filters, choice)) return others;
  const value = choice.name === "important" ? true : (choice.value as Priority);
  return { ...others, [choice.name]: value };
}

export function useFilters() {
  const { place, go } = usePlace();
  const { inbox, filter, filters, q, conversationId } = place;
  const set = (next: Filters) => go(pathOf(inbox, filter, conversationId, { filters: next, q }));
  return { filters, set, clear: () => set({}) };
}
