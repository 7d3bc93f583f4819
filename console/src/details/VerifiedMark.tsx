import type { Verification } from "@switchboard/protocol";
import { BadgeCheck } from "lucide-react";
import { useAsk, useDesk } from "../app/context";
import { t } from "../i18n/t";
import { laterTime } from "../text/time";
import { useNow } from "../ui/RelativeTime";
import styles from "./DetailsPanel.module.css";
import { useFetched } from "./useFetched";

/** That the contact has shown the AI agent who they are, for as long as it counts (AI-20). */
export function VerifiedMark({ id }: { id: string }) {
  const ask = useAsk();
  const now = useNow();
  const told = useDesk((desk) =>
    desk.threads[id]?.events.findLast((event) => event.type === "contact.verified"),
  );
  // It is asked anew when the thread tells of it.
  const { value } = useFetched(`${id}:${told?.seq ?? 0}`, () =>
    ask<Verification>("GET", `/conversations/${encodeURIComponent(id)}/verification`),
  );
  const verified = value?.verified;
  if (!verified || Date.parse(verified.until) <= now) return null;
  return (
    <p
      className={styles.verified}
      title={t("{email}, until {time}", {
        email: verified.email,
        time: laterTime(verified.until),
      })}
      data-testid="verified"
    >
      <BadgeCheck aria-hidden="true" />
      {t("Verified by email")}
      <span className="visually-hidden">: {verified.email}</span>
    </p>
  );
}
