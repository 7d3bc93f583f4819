import { Check, CheckCheck, CircleAlert, Clock3 } from "lucide-react";
import type { Message } from "../api/thread-types";
import { useActions } from "../app/context";
import { m, t } from "../i18n/t";
import { absoluteTime } from "../text/time";
import styles from "./DeliveryState.module.css";
import { type Fate, fateOf } from "./items";

const LOOKS: Record<Fate, { word: string; icon: typeof Check }> = {
  queued: { word: m("Queued"), icon: Clock3 },
  sent: { word: m("Sent"), icon: Check },
  delivered: { word: m("Delivered"), icon: CheckCheck },
  read: { word: m("Seen"), icon: CheckCheck },
  failed: { word: m("Failed"), icon: CircleAlert },
};

type Props = {
  entry: Message;
  /** How far the customer has read. */
  readSeq: number;
  /** Told to screen readers only, where a later message shows the same. */
  quiet: boolean;
};

export function DeliveryState({ entry, readSeq, quiet }: Props) {
  const { retryDelivery } = useActions();
  const fate = fateOf(entry, readSeq);
  if (entry.type !== "message.sent" || fate === null) return null;
  const { error, at } = entry.data.delivery;
  const { word: name, icon: Icon } = LOOKS[fate];
  const word = t(name);
  const failed = fate === "failed";
  return (
    <p
      className={quiet ? "visually-hidden" : styles.delivery}
      data-testid="delivery"
      data-status={fate}
      title={absoluteTime(at)}
    >
      <Icon aria-hidden="true" />
      <span>{(failed || fate === "queued") && error ? `${word}: ${error}` : word}</span>
      {failed && (
        <button type="button" onClick={() => retryDelivery(entry.conversation_id, entry.id)}>
          {t("Retry")}
        </button>
      )}
    </p>
  );
}
