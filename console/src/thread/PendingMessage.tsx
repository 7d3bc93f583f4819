import { CircleAlert, Clock3 } from "lucide-react";
import { useActions } from "../app/context";
import type { Pending } from "../state/thread";
import { Linked } from "../ui/Linked";
import delivery from "./DeliveryState.module.css";
import { GroupFrame } from "./MessageGroup";
import group from "./MessageGroup.module.css";
import styles from "./PendingMessage.module.css";

/** A message on its way to the API, or one that did not get there. */
export function PendingMessage({ id, pending }: { id: string; pending: Pending }) {
  const desk = useActions();
  const failed = pending.state === "failed";
  return (
    <GroupFrame look={pending.kind === "note" ? "note" : "own"}>
      <div className={styles.side} />
      <div className={group.entries}>
        <article
          className={group.message}
          data-testid="pending"
          data-state={pending.state}
          data-author="agent"
        >
          <p className={`${group.bubble} ${failed ? "" : styles.sending}`} dir="auto">
            <Linked text={pending.text} />
          </p>
          {failed ? (
            <p className={delivery.delivery} data-status="failed" role="alert">
              <CircleAlert aria-hidden="true" />
              <span>Not sent. {pending.error}</span>
              <button type="button" onClick={() => desk.resend(id, pending)}>
                Send again
              </button>
              <button type="button" onClick={() => desk.discard(id, pending.client_id)}>
                Discard
              </button>
            </p>
          ) : (
            <p className={delivery.delivery}>
              <Clock3 aria-hidden="true" /> <span>Sending</span>
            </p>
          )}
        </article>
      </div>
    </GroupFrame>
  );
}
