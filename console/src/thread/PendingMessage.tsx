import { CircleAlert, Clock3, FileText } from "lucide-react";
import { useActions, useDesk } from "../app/context";
import { list, t, tn } from "../i18n/t";
import type { Pending } from "../state/thread";
import { Marked } from "../ui/Marked";
import { useThread } from "./context";
import delivery from "./DeliveryState.module.css";
import { Frame, QuoteBlock } from "./Message";
import message from "./Message.module.css";
import styles from "./PendingMessage.module.css";
import { Options } from "./Sorts";

/** A note names someone who may not see the conversation. */
function Strangers({ pending }: { pending: Pending }) {
  const { row } = useThread();
  const { showAndResend, takeBack } = useActions();
  const users = useDesk((desk) => desk.users);
  const people = pending.not_visible.map(
    (id) => users.find((user) => user.id === id)?.name ?? t("someone"),
  );
  const names = list(people);
  return (
    <div className={styles.strangers} role="alert">
      <p>
        <CircleAlert aria-hidden="true" />
        {tn(
          people.length,
          "Not added. {names} may not see this conversation.",
          "Not added. {names} may not see this conversation.",
          { names },
        )}
      </p>
      <p>
        <button type="button" onClick={() => showAndResend(row.id, pending)}>
          {people.length === 1
            ? t("Let {name} see it and add the note", { name: names })
            : t("Let them see it and add the note")}
        </button>
        <button type="button" onClick={() => takeBack(row.id, pending)}>
          {t("Edit")}
        </button>
      </p>
    </div>
  );
}

function Fate({ pending }: { pending: Pending }) {
  const { row } = useThread();
  const desk = useActions();
  if (pending.not_visible.length > 0) return <Strangers pending={pending} />;
  if (pending.state === "failed") {
    return (
      <p className={delivery.delivery} data-status="failed" role="alert">
        <span className={delivery.reason}>
          <CircleAlert aria-hidden="true" />
          <span>
            {t("Not sent.")} {pending.error}
          </span>
        </span>
        <button type="button" onClick={() => desk.resend(row.id, pending)}>
          {t("Send again")}
        </button>
        {!pending.template && (
          <button type="button" onClick={() => desk.takeBack(row.id, pending)}>
            {t("Edit")}
          </button>
        )}
        <button type="button" onClick={() => desk.discard(row.id, pending.client_id)}>
          {t("Discard")}
        </button>
      </p>
    );
  }
  return (
    <p className={delivery.delivery}>
      <Clock3 aria-hidden="true" /> <span>{t("Sending")}</span>
      {pending.state === "held" && (
        <button type="button" onClick={() => desk.undo(row.id, pending.client_id)}>
          {t("Undo")}
        </button>
      )}
    </p>
  );
}

/** A message on its way to the API, or one that did not get there. */
export function PendingMessage({ pending, starts }: { pending: Pending; starts: boolean }) {
  const { previewOf } = useActions();
  const failed = pending.state === "failed";
  const note = pending.kind === "note";
  return (
    <Frame look={note ? "note" : "own"} starts={starts} side={null}>
      <article
        className={message.message}
        data-testid="pending"
        data-state={pending.state}
        data-author="agent"
      >
        <div className={`${message.body} ${failed ? "" : styles.sending}`}>
          {(pending.text || pending.reply_to) && (
            <div className={message.bubble}>
              {pending.reply_to && <QuoteBlock quote={pending.reply_to} />}
              <Marked text={pending.text} format={note ? "markdown" : pending.format} />
            </div>
          )}
          <Options titles={pending.options} />
          {pending.attachments.map((each) => {
            const preview = previewOf(each.id);
            if (preview) {
              return <img key={each.id} className={styles.picture} src={preview} alt={each.name} />;
            }
            return (
              <p key={each.id} className={styles.file}>
                <FileText aria-hidden="true" /> {each.name}
              </p>
            );
          })}
        </div>
        <Fate pending={pending} />
      </article>
    </Frame>
  );
}
