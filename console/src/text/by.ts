/** Sentences about whoever did something: one for the agent who reads it, one for everybody else,
 * as languages inflect them differently. */
import type { Event } from "@switchboard/protocol";
import { t, type Values } from "../i18n/t";

type Doer = Pick<Event["actor"], "id" | "name">;

/** `none`: how it is told of nobody in particular; without it Switchboard did it. */
type Sentence = { you: string; other: string; none?: string };

const NOBODY: Doer = { id: null, name: null };

/** Whose doing an entry is; what happens by itself is nobody's. */
export function doer({ actor: { kind, id, name } }: Event): Doer {
  const isSomebody = kind === "agent" || kind === "ai_agent";
  return isSomebody ? { id, name: name ?? t("Someone") } : NOBODY;
}

export function by(
  { id, name }: Doer,
  meId: string,
  { you, other, none }: Sentence,
  values?: Values,
): string {
  if (id === meId) return t(you, values);
  if (!name && none) return t(none, values);
  return t(other, { ...values, name: name ?? "Switchboard" });
}
