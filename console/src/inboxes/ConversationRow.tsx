import type { Conversation } from "@switchboard/protocol";
import { Reply } from "lucide-react";
import { Link } from "wouter";
import { Avatar } from "../ui/Avatar";
import { ChannelIcon, channelName } from "../ui/channels";
import { RelativeTime } from "../ui/RelativeTime";
import styles from "./ConversationRow.module.css";

type Props = { row: Conversation; meId: string; href: string; current: boolean };

function Preview({ row }: { row: Conversation }) {
  if (!row.preview) return <span className={styles.preview}>No messages yet</span>;
  const own = row.preview.author !== "customer";
  return (
    <span className={styles.preview}>
      {own && <Reply aria-label="Our answer:" />}
      <span dir="auto" className={styles.words}>
        {row.preview.text}
      </span>
    </span>
  );
}

export function ConversationRow({ row, meId, href, current }: Props) {
  const others = row.assignees.filter((person) => person.id !== meId);
  return (
    <Link
      href={href}
      className={styles.row}
      data-testid="conversation-row"
      data-conversation-id={row.id}
      data-unread={row.unread ?? false}
      aria-current={current ? "page" : undefined}
    >
      <Avatar
        person={row.contact}
        size={36}
        badge={<ChannelIcon kind={row.channel.kind} />}
        title={channelName(row.channel.kind)}
      />
      <span className={styles.body}>
        <span className={styles.top}>
          <span className={styles.name} dir="auto">
            {row.contact.name}
          </span>
          <span className="visually-hidden">, {channelName(row.channel.kind)},</span>
          <RelativeTime iso={row.last_entry_at} className={styles.time} />
        </span>
        <span className={styles.bottom}>
          <Preview row={row} />
          {others.slice(0, 2).map((person) => (
            <span key={person.id} className={styles.assignee}>
              <Avatar person={person} size={20} title={`Assigned to ${person.name}`} />
              <span className="visually-hidden">Assigned to {person.name}</span>
            </span>
          ))}
          {row.unread && (
            <span className={styles.dot}>
              <span className="visually-hidden">Unread</span>
            </span>
          )}
        </span>
      </span>
    </Link>
  );
}
