import { useActions } from "../app/context";
import { useNarrow } from "../app/sidebar-state";
import { withPiece } from "../text/inserting";

/** Put words into the reply, where its caret is or at its end. */
export function useInsert(id: string) {
  const { kept, editDraft, arrange } = useActions();
  const narrow = useNarrow();

  return (piece: string, inline = false) => {
    const draft = kept.draft(id);
    const { text } = draft.reply;
    const field = document.getElementById("composer");
    const here = draft.kind === "reply" && field instanceof HTMLTextAreaElement;
    const caret = here && field.value === text ? field.selectionStart : text.length;
    kept.setDraft(id, { ...draft, kind: "reply" });
    editDraft(id, "reply", { text: withPiece(text, caret, piece, inline) });
    // There the details lie over what is being written.
    if (narrow) arrange({ detailsOpen: false });
    setTimeout(() => document.getElementById("composer")?.focus());
  };
}
