/** How much a conversation presses, inside a sentence. */
import type { Priority } from "../api/types";
import { m, t } from "../i18n/t";

const WORDS: Record<Priority, string> = {
  urgent: m("urgent"),
  high: m("high"),
  medium: m("medium"),
  low: m("low"),
};

export const priorityWord = (priority: Priority): string => t(WORDS[priority]);
