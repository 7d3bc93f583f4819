/** Macros in words. */
import type { Macro, Step } from "@switchboard/protocol";
import { list, m, t, tn } from "../i18n/t";
import { AI_AGENT, capital } from "./people";
import { priorityWord } from "./priorities";

export type StepType = Step["type"];

type Named = { id: string; name: string };
export type Names = {
  labels: readonly Named[];
  users: readonly Named[];
  dispositions: readonly Named[];
};
export type MacroLike = Pick<Macro, "actions">;

export const STEP_NAMES: Record<StepType, string> = {
  reply: m("Reply|do it"),
  note: m("Leave a note"),
  label: m("Set labels"),
  unlabel: m("Take labels away"),
  assign: m("Assign"),
  status: m("Close or reopen"),
  snooze: m("Snooze"),
  priority: m("Set the priority"),
};

/** How long a macro snoozes, in minutes; null: until the customer writes. */
export const SNOOZES: readonly (readonly [minutes: number | null, words: string, step: string])[] =
  [
    [null, m("until the customer replies"), m("snooze until the customer replies")],
    [60, m("for an hour"), m("snooze for an hour")],
    [180, m("for three hours"), m("snooze for three hours")],
    [1440, m("for a day"), m("snooze for a day")],
    [4320, m("for three days"), m("snooze for three days")],
    [10_080, m("for a week"), m("snooze for a week")],
    [43_200, m("for thirty days"), m("snooze for thirty days")],
  ];

const snoozeOf = (minutes: number | null) => SNOOZES.find(([each]) => each === minutes);

export function snoozeWords(minutes: number | null): string {
  const known = snoozeOf(minutes);
  return known ? t(known[1]) : tn(minutes ?? 0, "for {count} minute", "for {count} minutes");
}

function snoozeStep(minutes: number | null): string {
  const known = snoozeOf(minutes);
  return known
    ? t(known[2])
    : tn(minutes ?? 0, "snooze for {count} minute", "snooze for {count} minutes");
}

const namesOf = (ids: readonly string[], known: readonly Named[], gone: string) =>
  list(ids.map((id) => known.find((each) => each.id === id)?.name ?? gone));

/** A disposition that the company has settled, by its id; else it is in somebody's own words. */
const endingOf = (said: string, known: readonly Named[]) =>
  known.find((each) => each.id === said)?.name ?? said;

/** One step as a person would say it. */
export function stepWords(step: Step, { labels, users, dispositions }: Names): string {
  switch (step.type) {
    case "reply":
      return t("reply|do it");
    case "note":
      return t("leave a note");
    case "label":
      return t("set {labels}", { labels: namesOf(step.label_ids, labels, t("a label")) });
    case "unlabel":
      return t("take {labels} away", { labels: namesOf(step.label_ids, labels, t("a label")) });
    case "assign": {
      const people = [
        ...users,
        { id: "me", name: t("you|whom") },
        { id: AI_AGENT, name: t("the AI agent") },
      ];
      return step.user_ids.length > 0
        ? t("assign to {names}", { names: namesOf(step.user_ids, people, t("a colleague")) })
        : t("move to Unassigned");
    }
    case "status":
      if (step.status === "open") return t("reopen|do it");
      return step.disposition
        ? t("close as “{ending}”", { ending: endingOf(step.disposition, dispositions) })
        : t("close|do it");
    case "snooze":
      return snoozeStep(step.minutes);
    case "priority":
      return step.priority
        ? t("set {priority} priority", { priority: priorityWord(step.priority) })
        : t("take the priority away");
  }
}

/** "Reply, set Refund and close". */
export function macroWords({ actions }: MacroLike, names: Names): string {
  return capital(list(actions.map((step) => stepWords(step, names))));
}

/** Whether a customer reads something at once when it is run. */
export const replies = ({ actions }: MacroLike) => actions.some((step) => step.type === "reply");
