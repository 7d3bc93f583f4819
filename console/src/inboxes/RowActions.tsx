import { Check, Clock, Ellipsis, RotateCcw, Star } from "lucide-react";
import type { Conversation } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { anchorOf } from "../commands/dialogs";
import { closeRefusal } from "../commands/permissions";
import { t } from "../i18n/t";
import styles from "./RowActions.module.css";

/** What is done most often, where the mouse is; the keyboard has a letter for each. */
export function RowActions({ row }: { row: Conversation }) {
  const desk = useActions();
  const me = useDesk((state) => state.me);
  const ids = [row.id];
  const refusal = me && row.status === "open" ? closeRefusal(row, me) : null;
  const closed = row.status === "closed";
  const end = closed ? t("Reopen (E)") : t("Close (E)");
  return (
    <span className={styles.actions}>
      <button
        type="button"
        tabIndex={-1}
        aria-label={row.starred ? t("Remove the star") : t("Star|do it")}
        title={row.starred ? t("Remove the star (S)") : t("Star (S)")}
        aria-pressed={row.starred ?? false}
        onClick={() => desk.star(row.id, !row.starred)}
      >
        <Star aria-hidden="true" />
      </button>
      {!closed && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={t("Snooze")}
          title={t("Snooze (Z)")}
          onClick={(event) => desk.show({ kind: "snooze", ids, anchor: anchorOf(event) })}
        >
          <Clock aria-hidden="true" />
        </button>
      )}
      <button
        type="button"
        tabIndex={-1}
        aria-label={closed ? t("Reopen") : t("Close")}
        title={refusal ?? end}
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
        aria-label={t("More actions")}
        title={t("More actions")}
        onClick={(event) => desk.show({ kind: "actions", ids, anchor: anchorOf(event) })}
      >
        <Ellipsis aria-hidden="true" />
      </button>
    </span>
  );
}
