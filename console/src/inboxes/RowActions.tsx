import { Check, Clock, Ellipsis, RotateCcw, Star } from "lucide-react";
import type { Conversation } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { anchorOf } from "../commands/dialogs";
import { closeRefusal } from "../commands/permissions";
import styles from "./RowActions.module.css";

/** What is done most often, where the mouse is; the keyboard has a letter for each. */
export function RowActions({ row }: { row: Conversation }) {
  const desk = useActions();
  const me = useDesk((state) => state.me);
  const ids = [row.id];
  const refusal = me && row.status === "open" ? closeRefusal(row, me) : null;
  const closed = row.status === "closed";
  const closing = closed ? "Reopen" : "Close";
  return (
    <span className={styles.actions}>
      <button
        type="button"
        tabIndex={-1}
        aria-label={row.starred ? "Remove the star" : "Star"}
        title={row.starred ? "Remove the star (S)" : "Star (S)"}
        aria-pressed={row.starred ?? false}
        onClick={() => desk.star(row.id, !row.starred)}
      >
        <Star aria-hidden="true" />
      </button>
      {!closed && (
        <button
          type="button"
          tabIndex={-1}
          aria-label="Snooze"
          title="Snooze (Z)"
          onClick={(event) => desk.show({ kind: "snooze", ids, anchor: anchorOf(event) })}
        >
          <Clock aria-hidden="true" />
        </button>
      )}
      <button
        type="button"
        tabIndex={-1}
        aria-label={closing}
        title={refusal ?? `${closing} (E)`}
        aria-disabled={refusal ? true : undefined}
        onClick={() => {
          if (closed) desk.reopen(ids);
          else if (!refusal) desk.end(ids);
        }}
      >
        {closed ? <RotateCcw aria-hidden="true" /> : <Check aria-hidden="true" />}
      </button>
      <button
        type="button"
        tabIndex={-1}
        aria-label="More actions"
        title="More actions"
        onClick={(event) => desk.show({ kind: "actions", ids, anchor: anchorOf(event) })}
      >
        <Ellipsis aria-hidden="true" />
      </button>
    </span>
  );
}
