import { Signal, SignalHigh, SignalLow, SignalMedium, TriangleAlert } from "lucide-react";
import type { Priority } from "../api/types";
import { m, t } from "../i18n/t";

export const PRIORITIES: { id: Priority; name: string; icon: typeof Signal }[] = [
  { id: "urgent", name: m("Urgent"), icon: TriangleAlert },
  { id: "high", name: m("High"), icon: SignalHigh },
  { id: "medium", name: m("Medium"), icon: SignalMedium },
  { id: "low", name: m("Low"), icon: SignalLow },
];

export function priorityName(priority: Priority | null): string {
  return t(PRIORITIES.find((each) => each.id === priority)?.name ?? m("No priority"));
}

export function PriorityIcon({ priority }: { priority: Priority | null }) {
  const Icon = PRIORITIES.find((each) => each.id === priority)?.icon ?? Signal;
  return <Icon aria-hidden="true" data-priority={priority ?? "none"} />;
}
