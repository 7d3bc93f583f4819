import type { Delivery, DeliveryStatus } from "@switchboard/protocol";
import { Check, CheckCheck, CircleAlert, Clock3 } from "lucide-react";
import { useActions } from "../app/context";
import { absoluteTime } from "../text/time";
import styles from "./DeliveryState.module.css";

const LOOKS: Record<DeliveryStatus, { word: string; icon: typeof Check }> = {
  queued: { word: "Queued", icon: Clock3 },
  sent: { word: "Sent", icon: Check },
  delivered: { word: "Delivered", icon: CheckCheck },
  read: { word: "Read", icon: CheckCheck },
  failed: { word: "Failed", icon: CircleAlert },
};

type Props = {
  conversationId: string;
  messageId: string;
  delivery: Delivery;
  /** Told to screen readers only, where a later message shows the same. */
  quiet: boolean;
};

export function DeliveryState({ conversationId, messageId, delivery, quiet }: Props) {
  const { retryDelivery } = useActions();
  const { word, icon: Icon } = LOOKS[delivery.status];
  const failed = delivery.status === "failed";
  return (
    <p
      className={quiet ? "visually-hidden" : styles.delivery}
      data-testid="delivery"
      data-status={delivery.status}
      title={absoluteTime(delivery.at)}
    >
      <Icon aria-hidden="true" />
      <span>{failed && delivery.error ? `${word}: ${delivery.error}` : word}</span>
      {failed && (
        <button type="button" onClick={() => retryDelivery(conversationId, messageId)}>
          Retry
        </button>
      )}
    </p>
  );
}
