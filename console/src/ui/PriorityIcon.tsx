import { Signal, SignalHigh, SignalLow, SignalMedium, TriangleAlert } from "lucide-react";
import type { Priority } from "../api/types";

export const PRIORITIES: { id: Priority; name: string; icon: typeof Signal }[] = [
  { id: "urgent", name: "Urgent", icon: TriangleAlert },
  { id: "high", name: "High", icon: SignalHigh },
  { id: "medium", name: "Medium", icon: SignalMedium },
  { id: "low", name: "Low", icon: SignalLow },
];

export function priorityName(priority: Priority | null): string {
  return PRIORITIES.find((each) => each.id === priority)?.name ?? "No priority";
}

export function PriorityIcon({ priority }: { priority: Priority | null }) {
  const Icon = PRIORITIES.find((each) => each.id === priority)?.icon ?? Signal;
  return <Icon aria-hidden="true" data-priority={priority ?? "none"} />;
}
