/** Small facts about people's names. */
import type { Person } from "@switchboard/protocol";
import { language, list, t } from "../i18n/t";

/** Under this id the AI agent has conversations, as a user has under theirs. */
export const AI_AGENT = "ai_agent";

/** One or two letters that stand for a name; a phone number gives its last two digits. */
export function initials(name: string): string {
  const digits = name.match(/^\+?[\d\s()-]+$/) ? name.replace(/\D/g, "") : "";
  if (digits) return digits.slice(-2);
  const words = name.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = (word: string | undefined) => word?.match(/[\p{L}\p{N}]/u)?.[0] ?? "";
  const letters = first(words[0]) + (words.length > 1 ? first(words.at(-1)) : "");
  return letters.toLocaleUpperCase() || "?";
}

/** A hue that stays with a person. */
export function hueOf(id: string): number {
  let hash = 0;
  for (const char of id) hash = (hash * 31 + char.charCodeAt(0)) >>> 0;
  return (hash * 137) % 360;
}

export function capital(text: string): string {
  const spoken = language();
  return text.charAt(0).toLocaleUpperCase(spoken) + text.slice(1);
}

/** People in a row. `you`: how the agent is called among them, here as those to whom something is
 * done; of those who do something it is `t("you|who")`. */
export function namesOf(people: readonly Person[], meId: string, you = t("you|whom")): string {
  return list(people.map((person) => (person.id === meId ? you : person.name)));
}
