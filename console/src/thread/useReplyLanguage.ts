import { useSyncExternalStore } from "react";
import { useActions, useDesk } from "../app/context";
import type { Thread } from "../state/thread";
import { replyLanguage } from "../state/translations";

/** What replies can be translated into, or null where the customer reads what agents write. */
export function useReplyLanguage(id: string, { events }: Thread): string | null {
  return useDesk((desk) => replyLanguage(desk.rules, events, desk.translations, desk.spoken[id]));
}

/** What the next reply is translated into, unless the agent turned that off here. */
export function useTranslateTo(id: string, thread: Thread): string | null {
  const { kept } = useActions();
  const language = useReplyLanguage(id, thread);
  const draft = useSyncExternalStore(kept.subscribe, () => kept.draft(id));
  return draft.translate === false ? null : language;
}
