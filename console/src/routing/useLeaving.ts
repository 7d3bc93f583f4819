/** What was asked and is not any more: why, for a moment. */
import { useEffect, useRef, useState } from "react";
import type { Conversation } from "../api/types";
import { useActions } from "../app/context";
import { t } from "../i18n/t";
import { type Asked, endOf } from "../state/routing";

const STAYS_MS = 5000;

export type Gone = { id: string; name: string; why: string };

/** Why an offer or invitation stands no more; null where the agent knows. `over`: for how many
 * milliseconds its time has been up, negative before. */
export function whyGone(asked: Asked, row: Conversation | undefined, me: string, over: number) {
  if (!row) return t("It is no longer yours to see");
  if (row.assignees.some(({ id }) => id === me)) return null;
  if (row.status !== "open") return t("The conversation has ended");
  if (asked.kind === "invitation") return t("The invitation has ended");
  const [taker] = row.assignees;
  if (taker) return t("{name} took it", { name: taker.name });
  if (row.offer && row.offer.id !== asked.id && row.offer.user.id !== me) {
    if (over < 0) return t("The offer ended");
    return t("Time was up. It rings at {name} now", { name: row.offer.user.name });
  }
  return over >= 0 ? t("Time was up") : t("The offer was withdrawn");
}

/** `answered`: those that the agent has answered here, and of which nothing need be said. */
export function useLeaving(asked: readonly Asked[], answered: ReadonlySet<string>): Gone[] {
  const { store } = useActions();
  const [gone, setGone] = useState<Gone[]>([]);
  const before = useRef<readonly Asked[]>([]);

  useEffect(() => {
    const { rows, me, skew } = store.getState();
    const left = before.current.filter(
      (each) => !answered.has(each.id) && !asked.some(({ id }) => id === each.id),
    );
    before.current = asked;
    const told = left.flatMap((each): Gone[] => {
      // The server's word may come a little before or after this clock says so.
      const over = each.kind === "offer" ? Date.now() + 1500 - endOf(each.offer, skew) : -1;
      const why = whyGone(each, rows[each.row.id], me?.id ?? "", over);
      return why ? [{ id: each.id, name: each.row.contact.name, why }] : [];
    });
    if (told.length === 0) return;
    setGone((held) => [...held, ...told]);
    setTimeout(() => setGone((held) => held.filter((each) => !told.includes(each))), STAYS_MS);
  }, [asked, answered, store]);

  return gone;
}
