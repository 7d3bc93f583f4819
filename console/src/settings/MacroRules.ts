/** What makes a macro that can be run; the API asks the same (chalicelib/macros/domain.py). */

import type { Step } from "@switchboard/protocol";
import { Problem } from "../api/problem";
import { t } from "../i18n/t";
import type { StepType } from "../text/macro";

/** A step under a key that stays with it when it moves. */
export type Keyed = { key: number; step: Step };

export function keyed(steps: readonly Step[], held: readonly Keyed[] = []): Keyed[] {
  const next = Math.max(0, ...held.map((each) => each.key + 1));
  return steps.map((step, index) => ({ key: next + index, step }));
}

export function emptyStep(type: StepType): Step {
  switch (type) {
    case "reply":
      return { type, text: "", format: "markdown" };
    case "note":
      return { type, text: "" };
    case "label":
    case "unlabel":
      return { type, label_ids: [] };
    case "assign":
      return { type, user_ids: ["me"] };
    case "status":
      return { type, status: "closed", disposition: null };
    case "snooze":
      return { type, minutes: 1440 };
    case "priority":
      return { type, priority: "high" };
  }
}

const ends = (step: Step) =>
  step.type === "snooze" || (step.type === "status" && step.status === "closed");

/** Why it can't be kept as it is, or null. */
export function refusalOf(name: string, steps: readonly Step[]): string | null {
  if (!name.trim()) return t("Give it a name");
  if (steps.length === 0) return t("Add a step");
  for (const step of steps) {
    if ("text" in step && !step.text.trim()) {
      return step.type === "reply" ? t("Write the reply") : t("Write the note");
    }
    if ("label_ids" in step && step.label_ids.length === 0) return t("Choose the labels");
  }
  const end = steps.findIndex(ends);
  if (end < 0) return null;
  const closes = steps.some((step) => step.type === "status" && step.status === "closed");
  if (closes && steps.some((step) => step.type === "snooze")) {
    return t("A closed conversation can't be snoozed: choose one of them");
  }
  const late = steps.slice(end).some((step) => step.type === "reply" || step.type === "assign");
  return late ? t("Reply and assign before you close or snooze") : null;
}

/** What the API said of single steps, by their place. */
export function stepErrors(error: unknown): Map<number, string> {
  if (!(error instanceof Problem)) return new Map();
  return new Map(
    error.errors.flatMap(({ field, message }): [number, string][] => {
      const place = /^actions\.(\d+)/.exec(field)?.[1];
      return place === undefined ? [] : [[Number(place), message]];
    }),
  );
}
