import { Check, Clock, RotateCcw, Tag, UserRound, X } from "lucide-react";
import { useShallow } from "zustand/react/shallow";
import { useActions, useDesk } from "../app/context";
import { targetsOf } from "../commands/commands";
import { anchorOf } from "../commands/dialogs";
import { snoozeRefusal } from "../commands/permissions";
import { t } from "../i18n/t";
import { tx } from "../i18n/tx";
import { Button } from "../ui/Button";
import styles from "./BulkBar.module.css";

const MOST = 100;

/** One action on every ticked row; `ids` are the rows that could be ticked. */
export function BulkBar({ ids }: { ids: readonly string[] }) {
  const desk = useActions();
  const rows = useDesk(useShallow(targetsOf));
  const selected = useDesk((state) => state.selected);
  const open = rows.some((row) => row.status === "open");
  const refusal = rows.map(snoozeRefusal).find(Boolean) ?? null;
  const all = ids.slice(0, MOST);
  return (
    <section className={styles.bar} aria-label={t("Selected conversations")} data-testid="bulk-bar">
      <p className={styles.count} role="status">
        {tx("{count} selected", { count: <strong>{selected.length}</strong> })}
        {selected.length < all.length && (
          <button type="button" onClick={() => desk.selectAll(all)}>
            {all.length < ids.length
              ? t("Select the first {count}", { count: MOST })
              : t("Select all")}
          </button>
        )}
      </p>
      <Button
        tone="ghost"
        icon={<UserRound />}
        aria-label={t("Assign")}
        title={t("Assign (A)")}
        onClick={(event) => desk.show({ kind: "assign", ids: selected, anchor: anchorOf(event) })}
      />
      <Button
        tone="ghost"
        icon={<Tag />}
        aria-label={t("Label|do it")}
        title={t("Label (L)")}
        onClick={(event) => desk.show({ kind: "label", ids: selected, anchor: anchorOf(event) })}
      />
      <Button
        tone="ghost"
        icon={<Clock />}
        aria-label={t("Snooze")}
        title={refusal ?? t("Snooze (Z)")}
        aria-disabled={refusal ? true : undefined}
        onClick={(event) =>
          !refusal && desk.show({ kind: "snooze", ids: selected, anchor: anchorOf(event) })
        }
      />
      <Button
        tone="ghost"
        icon={open ? <Check /> : <RotateCcw />}
        aria-label={open ? t("Close") : t("Reopen")}
        title={open ? t("Close (E)") : t("Reopen (E)")}
        onClick={() => (open ? desk.end(selected) : desk.reopen(selected))}
      />
      <span className={styles.rule} />
      <Button
        tone="ghost"
        icon={<X />}
        aria-label={t("Unselect all")}
        title={t("Unselect all (Esc)")}
        onClick={() => desk.selectAll([])}
      />
    </section>
  );
}
