/** Macros in words. */
import type { Macro, Step } from "@switchboard/protocol";

export type StepType = Step["type"];

type Named = { id: string; name: string };
export type Names = { labels: readonly Named[]; users: readonly Named[] };

export const STEP_NAMES: Record<StepType, string> = {
  reply: "Reply",
  note: "Leave a note",
  label: "Set labels",
  unlabel: "Take labels away",
  assign: "Assign",
  status: "Close or reopen",
  snooze: "Snooze",
  priority: "Set the priority",
};

/** How long a macro snoozes, in minutes; null: until the customer writes. */
export const SNOOZES: readonly (readonly [minutes: number | null, words: string])[] = [
  [null, "until the customer replies"],
  [60, "for an hour"],
  [180, "for three hours"],
  [1440, "for a day"],
  [4320, "for three days"],
  [10_080, "for a week"],
  [43_200, "for thirty days"],
];

export function snoozeWords(minutes: number | null): string {
  const known = SNOOZES.find(([each]) => each === minutes);
  return known?.[1] ?? `for ${minutes} minutes`;
}

const listOf = (words: readonly string[]) =>
  new Intl.ListFormat("en", { type: "conjunction" }).format(words);

const namesOf = (ids: readonly string[], known: readonly Named[], gone: string) =>
  listOf(ids.map((id) => known.find((each) => each.id === id)?.name ?? gone));

/** One step as a person would say it. */
export function stepWords(step: Step, { labels, users }: Names): string {
  switch (step.type) {
    case "reply":
      return "reply";
    case "note":
      return "leave a note";
    case "label":
      return `set ${namesOf(step.label_ids, labels, "a label")}`;
    case "unlabel":
      return `take ${namesOf(step.label_ids, labels, "a label")} away`;
    case "assign": {
      const people = [
        ...users,
        { id: "me", name: "you" },
        { id: "ai_agent", name: "the AI agent" },
      ];
      return step.user_ids.length > 0
        ? `assign to ${namesOf(step.user_ids, people, "a colleague")}`
        : "move to Unassigned";
    }
    case "status":
      if (step.status === "open") return "reopen";
      return step.disposition ? `close as “${step.disposition}”` : "close";
    case "snooze":
      return `snooze ${snoozeWords(step.minutes)}`;
    case "priority":
      return step.priority ? `set ${step.priority} priority` : "take the priority away";
  }
}

/** "Reply, set Refund and close". */
export function macroWords({ actions }: Pick<Macro, "actions">, names: Names): string {
  const words = listOf(actions.map((step) => stepWords(step, names)));
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

/** Whether a customer reads something at once when it is run. */
export const replies = ({ actions }: Pick<Macro, "actions">) =>
  actions.some((step) => step.type === "reply");
