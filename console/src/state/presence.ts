/** Who else is here: colleagues who look at a conversation, and whoever is typing in it. */
import type { Person, TypingFrame, ViewingFrame } from "@switchboard/protocol";

/** `at`: when it was last heard of, in milliseconds since 1970. */
export type Typing = { user: NonNullable<TypingFrame["user"]>; mode: "reply" | "note"; at: number };

/** Clients say every few seconds that someone still types; silence for longer means they stopped. */
export const TYPING_LASTS_MS = 8000;

type Here = {
  viewers: Readonly<Record<string, Person[]>>;
  typing: Readonly<Record<string, Typing[]>>;
};

function put<Value>(
  record: Readonly<Record<string, Value[]>>,
  id: string,
  values: Value[],
): Readonly<Record<string, Value[]>> {
  const { [id]: _, ...others } = record;
  return values.length > 0 ? { ...others, [id]: values } : others;
}

/** A frame holds the whole list; the agent knows of themselves. */
export function withViewers(here: Here, frame: ViewingFrame, meId: string): Here["viewers"] {
  const others = frame.users.filter((user) => user.id !== meId);
  return put(here.viewers, frame.conversation_id, others);
}

export function withTyping(
  here: Here,
  frame: TypingFrame,
  meId: string,
  now: number,
): Here["typing"] {
  const { conversation_id: id, user, mode, active } = frame;
  if (!user || user.id === meId) return here.typing;
  const others = (here.typing[id] ?? []).filter((each) => each.user.id !== user.id);
  return put(here.typing, id, active ? [...others, { user, mode, at: now }] : others);
}

/** A message that has come is no longer being typed. */
export function withoutTypist(here: Here, id: string, userId: string | null): Here["typing"] {
  const typing = here.typing[id];
  if (!typing) return here.typing;
  return put(
    here.typing,
    id,
    typing.filter((each) => each.user.id !== userId),
  );
}

/** Without those who were not heard of for a while; the same record when there are none. */
export function stillTyping(typing: Here["typing"], now: number): Here["typing"] {
  const old = (each: Typing) => now - each.at >= TYPING_LASTS_MS;
  if (!Object.values(typing).some((list) => list.some(old))) return typing;
  const kept = Object.entries(typing).map(
    ([id, list]) => [id, list.filter((each) => !old(each))] as const,
  );
  return Object.fromEntries(kept.filter(([, list]) => list.length > 0));
}
