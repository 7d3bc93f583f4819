import type { Sla } from "@switchboard/protocol";
import { Pause, Timer } from "lucide-react";
import { useActions, useDesk } from "../app/context";
import { m, t } from "../i18n/t";
import { dueOf } from "../state/routing";
import { absoluteTime, spanText } from "../text/time";
import { useNow } from "../ui/RelativeTime";
import styles from "./SlaChip.module.css";

/** When a promise is due, how long that is from now, and the same of one that was not kept. */
const WORDS = {
  first: {
    due: m("The first reply is due {time}"),
    left: m("The first reply is due in {span}"),
    was: m("The first reply was due {time}"),
    late: m("The first reply is {span} late"),
  },
  next: {
    due: m("The next reply is due {time}"),
    left: m("The next reply is due in {span}"),
    was: m("The next reply was due {time}"),
    late: m("The next reply is {span} late"),
  },
  resolve: {
    due: m("The resolution is due {time}"),
    left: m("The resolution is due in {span}"),
    was: m("The resolution was due {time}"),
    late: m("The resolution is {span} late"),
  },
} as const;

/** How long there is until what is promised runs out; calm, then amber, then red. All of them on
 * screen share one clock. `paused`: say so where it is the customer's turn. */
export function SlaChip({ sla, paused = false }: { sla: Sla; paused?: boolean }) {
  const { loadSlaPolicies } = useActions();
  const policy = useDesk((desk) => desk.slaPolicies?.find(({ id }) => id === sla.policy_id)?.name);
  const now = useNow();
  const due = dueOf(sla, now);
  const titled = (text: string) => (policy ? `${text} · ${policy}` : text);
  const hover = { onPointerEnter: () => loadSlaPolicies() };
  if (!due) {
    if (!paused) return null;
    const missed = sla.breached.length > 0;
    const title = titled(t("Nothing is due while the customer is to answer"));
    return (
      <span
        className={styles.chip}
        data-state={missed ? "missed" : "calm"}
        title={title}
        {...hover}
      >
        <Pause aria-hidden="true" /> {missed ? t("Was late") : t("Paused")}
      </span>
    );
  }
  const late = due.state === "late";
  const span = spanText(Math.abs(Date.parse(due.at) - now));
  const words = WORDS[due.target];
  const title = titled(t(late ? words.was : words.due, { time: absoluteTime(due.at) }));
  return (
    <span className={styles.chip} data-state={due.state} data-testid="sla" title={title} {...hover}>
      <Timer aria-hidden="true" />
      <span className="visually-hidden">{t(late ? words.late : words.left, { span })}</span>
      <span aria-hidden="true">{late ? t("{span} late", { span }) : span}</span>
    </span>
  );
}
