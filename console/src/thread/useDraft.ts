import { useSyncExternalStore } from "react";
import { useActions } from "../app/context";
import type { Draft, DraftPart } from "../state/drafts";
import type { Kind } from "../state/thread";

/** What is half written in a conversation, and how to write on. */
export function useDraft(id: string) {
  const { kept, editDraft } = useActions();
  const draft: Draft = useSyncExternalStore(kept.subscribe, () => kept.draft(id));
  return {
    draft,
    part: draft[draft.kind],
    edit: (change: Partial<DraftPart>) => editDraft(id, draft.kind, change),
    setKind: (kind: Kind) => kept.setDraft(id, { ...draft, kind }),
    setTranslate: (translate: boolean) => kept.setDraft(id, { ...draft, translate }),
    setChannel: (channel_id: string) => kept.setDraft(id, { ...draft, channel_id }),
  };
}
