import { NotebookPen } from "lucide-react";
import { Link } from "wouter";
import type { Hit } from "../api/types";
import { t } from "../i18n/t";
import { ChannelIcon, channelName } from "../ui/channels";
import { RelativeTime } from "../ui/RelativeTime";
import { pieces } from "./marked";
import styles from "./SearchPane.module.css";

type Props = { hit: Hit; href: string; current: boolean };

/** Who said it, where, when, and the words around what was searched for. */
export function HitRow({ hit, href, current }: Props) {
  const { conversation, entry, snippet, words } = hit;
  const isNote = entry?.type.startsWith("note.") ?? false;
  let position = 0;
  return (
    <Link
      href={href}
      className={styles.hit}
      data-testid="search-hit"
      data-conversation-id={conversation.id}
      aria-current={current ? "page" : undefined}
    >
      <span className={styles.hitTop}>
        <span className={styles.hitIcon} title={channelName(conversation.channel.kind)}>
          {isNote ? (
            <NotebookPen aria-hidden="true" />
          ) : (
            <ChannelIcon kind={conversation.channel.kind} />
          )}
        </span>
        <span className={styles.hitName} dir="auto">
          {conversation.contact.name}
        </span>
        <span className={styles.hitFact}>
          #{conversation.number}
          {conversation.status === "closed" && ` · ${t("closed")}`}
        </span>
        <RelativeTime
          iso={entry?.occurred_at ?? conversation.last_entry_at}
          className={styles.hitTime}
        />
      </span>
      <span className={styles.snippet} dir="auto">
        {entry && entry.actor.kind !== "customer" && entry.actor.name && (
          <span className={styles.author}>
            {isNote ? t("Note by {name}", { name: entry.actor.name }) : entry.actor.name}:{" "}
          </span>
        )}
        {pieces(snippet, words).map((piece) => {
          const key = position;
          position += piece.text.length;
          return piece.hit ? <mark key={key}>{piece.text}</mark> : piece.text;
        })}
      </span>
    </Link>
  );
}
