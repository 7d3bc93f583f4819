import type { Notification } from "@switchboard/protocol";
import {
  AlarmClock,
  AtSign,
  Bell,
  BellRing,
  CalendarClock,
  CornerUpLeft,
  NotebookPen,
  Timer,
  TimerOff,
  Unplug,
  UserPlus,
} from "lucide-react";
import { useActions, useDesk } from "../app/context";
import { usePlace } from "../app/routes";
import { t, tn } from "../i18n/t";
import { Popover } from "../ui/Popover";
import { RelativeTime } from "../ui/RelativeTime";
import styles from "./Notifications.module.css";

const ICONS: Record<Notification["kind"], typeof Bell> = {
  "queue.rising": BellRing,
  "conversation.invited": UserPlus,
  "conversation.reopened": CornerUpLeft,
  "conversation.woken": AlarmClock,
  "note.mention": AtSign,
  "note.answer": NotebookPen,
  "scheduled.held": CalendarClock,
  "channel.unauthorized": Unplug,
  "sla.warned": Timer,
  "sla.breached": TimerOff,
};

function Item({ item, onOpen }: { item: Notification; onOpen: () => void }) {
  // A newer server may know more kinds.
  const Icon = ICONS[item.kind] ?? Bell;
  return (
    <li>
      <button type="button" className={styles.item} data-unread={!item.read_at} onClick={onOpen}>
        <Icon aria-hidden="true" />
        <span className={styles.words}>
          <span className={styles.title}>
            {item.title}
            {!item.read_at && <span className="visually-hidden"> {t("(unread)")}</span>}
          </span>
          <span className={styles.text} dir="auto">
            {item.text}
          </span>
        </span>
        <RelativeTime iso={item.created_at} className={styles.time} />
      </button>
    </li>
  );
}

export function Notifications() {
  const { readNotification } = useActions();
  const { go } = usePlace();
  const notifications = useDesk((desk) => desk.notifications);
  const unread = notifications.filter((each) => !each.read_at).length;
  const label =
    unread > 0
      ? tn(unread, "Notifications, {count} unread", "Notifications, {count} unread")
      : t("Notifications");

  return (
    <Popover
      label={label}
      side="down-start"
      testId="notifications"
      className={styles.bell}
      button={
        <>
          <Bell aria-hidden="true" />
          {unread > 0 && <span className={styles.badge}>{unread > 9 ? "9+" : unread}</span>}
        </>
      }
    >
      {(close) => (
        <div className={styles.panel}>
          <h2 className={styles.heading}>{t("Notifications")}</h2>
          {notifications.length === 0 && (
            <p className={styles.none}>
              {t("Nothing yet. You'll hear here when someone waits for you.")}
            </p>
          )}
          <ul>
            {notifications.map((item) => (
              <Item
                key={item.id}
                item={item}
                onOpen={() => {
                  if (!item.read_at) readNotification(item.id);
                  if (item.conversation_id) go(`/conversations/${item.conversation_id}`);
                  close();
                }}
              />
            ))}
          </ul>
        </div>
      )}
    </Popover>
  );
}
