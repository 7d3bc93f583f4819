import { CalendarClock, CircleAlert, Pencil, SendHorizontal, X } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Scheduled } from "../api/thread-types";
import { useActions } from "../app/context";
import { t, tn } from "../i18n/t";
import { withoutMarks } from "../text/markdown";
import { laterTime } from "../text/time";
import { Button } from "../ui/Button";
import styles from "./ScheduledList.module.css";

const SendLater = lazy(() => import("./SendLater"));

/** It takes the place of the button that was pressed. */
function takeFocus(element: HTMLTextAreaElement | null) {
  element?.focus();
}

function Editing({ scheduled, leave }: { scheduled: Scheduled; leave: () => void }) {
  const { changeScheduled } = useActions();
  const [text, setText] = useState(scheduled.text);
  const [error, setError] = useState<string | null>(null);
  const refusal =
    text.trim() || scheduled.attachments.length > 0 ? null : t("Write something, or cancel it.");

  async function save() {
    if (refusal) return;
    const failure = await changeScheduled(scheduled.conversation_id, scheduled.id, {
      text: text.trim(),
    });
    setError(failure);
    if (!failure) leave();
  }

  return (
    <div className={styles.editing}>
      <textarea
        className={styles.field}
        dir="auto"
        rows={3}
        aria-label={t("Text of the scheduled reply")}
        ref={takeFocus}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          leave();
        }}
      />
      {error && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      <div className={styles.actions}>
        <Button tone="ghost" onClick={leave}>
          {t("Back")}
        </Button>
        <Button tone="primary" refusal={refusal} onClick={save}>
          {t("Save")}
        </Button>
      </div>
    </div>
  );
}

function Row({ scheduled }: { scheduled: Scheduled }) {
  const desk = useActions();
  const { conversation_id: id, send_at, status, reason, text, attachments } = scheduled;
  const [editing, setEditing] = useState(false);
  const [moving, setMoving] = useState<DOMRect | null>(null);
  const held = status === "held";
  const files = tn(attachments.length, "{count} file", "{count} files");
  if (editing) return <Editing scheduled={scheduled} leave={() => setEditing(false)} />;
  return (
    <>
      <p className={styles.when}>
        {held ? <CircleAlert aria-hidden="true" /> : <CalendarClock aria-hidden="true" />}
        {held ? (
          <span title={reason ?? undefined}>{reason ?? t("Held back: the customer wrote")}</span>
        ) : (
          <button
            type="button"
            title={t("Change the time")}
            onClick={(event) => setMoving(event.currentTarget.getBoundingClientRect())}
          >
            {t("Goes {time}", { time: laterTime(send_at) })}
          </button>
        )}
      </p>
      <p className={styles.text} dir="auto" title={text}>
        {withoutMarks(text) || files}
      </p>
      <span className={styles.tools}>
        <Button
          tone="ghost"
          aria-label={t("Edit this scheduled reply")}
          icon={<Pencil />}
          onClick={() => setEditing(true)}
        />
        <Button
          tone="ghost"
          aria-label={t("Send it now")}
          hint={t("Send now")}
          icon={<SendHorizontal />}
          onClick={() => desk.sendScheduledNow(id, scheduled)}
        />
        <Button
          tone="ghost"
          aria-label={t("Cancel this scheduled reply")}
          hint={t("Cancel")}
          icon={<X />}
          onClick={() => desk.cancelScheduled(id, scheduled)}
        />
      </span>
      {moving && (
        <Suspense>
          <SendLater
            anchor={moving}
            at={send_at}
            choose={(iso) => desk.changeScheduled(id, scheduled.id, { send_at: iso })}
            close={() => setMoving(null)}
          />
        </Suspense>
      )}
    </>
  );
}

/** The agent's replies that wait for their time, above the box in which they were written. */
export function ScheduledList({ scheduled }: { scheduled: readonly Scheduled[] }) {
  if (scheduled.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={t("Scheduled replies")}>
      {scheduled.map((each) => (
        <li key={each.id} className={styles.row} data-testid="scheduled" data-status={each.status}>
          <Row scheduled={each} />
        </li>
      ))}
    </ul>
  );
}
