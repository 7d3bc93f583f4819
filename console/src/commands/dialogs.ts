/** What can stand above the desk: one thing at a time. */

/** What a picker changes on the conversations that it was opened for. */
export type PickerKind =
  | "actions"
  | "assign"
  | "transfer"
  | "invite"
  | "ending"
  | "label"
  | "snooze"
  | "disposition"
  | "priority"
  | "macro"
  | "merge"
  | "restrict"
  | "delete"
  | "zoom-out"
  | "summary"
  | "transcript";

export type Dialog =
  | { kind: "commands" | "help" | "save-view" }
  /** Write first: to whom, and on which sort of channel, where that is known. */
  | {
      kind: "new-chat";
      contact_id?: string | undefined;
      address?: string | undefined;
      channel_kind?: string | undefined;
    }
  | { kind: "filter" | "sort"; anchor?: DOMRect | undefined }
  /** `anchor`: where the press was that opened it; without one it stands in the middle. */
  | { kind: PickerKind; ids: readonly string[]; anchor?: DOMRect | undefined };

/** Where a press came from, so that what it opens stands beside it; a key has no such place. */
export function anchorOf(event: { detail: number; currentTarget: Element }): DOMRect | undefined {
  return event.detail > 0 ? event.currentTarget.getBoundingClientRect() : undefined;
}
