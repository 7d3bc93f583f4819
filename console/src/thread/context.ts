import { createContext, useContext } from "react";
import type { Message, Note } from "../api/thread-types";
import type { Conversation, Me } from "../api/types";

/** What stands above the thread: one thing at a time, about one entry. */
export type EntryDialog = {
  kind: "menu" | "labels" | "react" | "delete" | "history";
  entry: Message | Note;
  /** Where the press was; without one it stands in the middle. */
  anchor?: DOMRect | undefined;
};

type ThreadView = {
  row: Conversation;
  me: Me;
  show: (dialog: EntryDialog) => void;
  /** The entry whose text is being changed in its place. */
  editing: string | null;
  setEditing: (id: string | null) => void;
  jumpTo: (entryId: string) => void;
};

export const ThreadContext = createContext<ThreadView | null>(null);

export function useThread(): ThreadView {
  const view = useContext(ThreadContext);
  if (!view) throw new Error("This part of the thread stands outside of it.");
  return view;
}
