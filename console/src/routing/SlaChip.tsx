import type { Sla } from "@switchboard/protocol";
import { Pause, Timer } from "lucide-react";
import { useActions, useDesk } from "../app/context";
import { dueOf } from "../state/routing";
import { PROMISES } from "../text/promises";
import { absoluteTime, spanText } from "../text/time";
import { useNow } from "../ui/RelativeTime";
import styles from "./SlaChip.module.css";

/** How long there is until what is promised runs out; calm, then amber, then red. All of them on
 * screen share one clock. `paused`: say so where it is the customer's turn. */
export function SlaChip({ sla, paused = false }: { sla: Sla; paused?: boolean }) {
  const { loadSlaPolicies } = useActions();
  const policy = useDesk((desk) => desk.slaPolicies?.find(({ id }) => id === sla.policy_id)?.name);
  const now = useNow();
  const due = dueOf(sla, now);
  const of = policy ? ` · ${policy}` : "";
  const hover = { onPointerEnter: () => loadSlaPolicies() };
  if (!due) {
    if (!paused) return null;
    const missed = sla.breached.length > 0;
    const title = `Nothing is due while the customer is to answer${of}`;
    return (
      <span
        className={styles.chip}
        data-state={missed ? "missed" : "calm"}
        title={title}
        {...hover}
      >
        <Pause aria-hidden="true" /> {missed ? "Was late" : "Paused"}
      </span>
    );
  }
  const late = due.state === "late";
  const span = spanText(Math.abs(Date.parse(due.at) - now));
  const words = late ? `${span} late` : span;
  const told = late ? "was due" : "is due";
  const title = `${PROMISES[due.target]} ${told} ${absoluteTime(due.at)}${of}`;
  return (
    <span className={styles.chip} data-state={due.state} data-testid="sla" title={title} {...hover}>
      <Timer aria-hidden="true" />
      <span className="visually-hidden">
        {PROMISES[due.target]} {late ? "is" : "is due in"}{" "}
      </span>
      {words}
    </span>
  );
}
