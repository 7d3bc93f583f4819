import type { ActorKind } from "@switchboard/protocol";
import { Bot, CornerDownRight, Ellipsis, LockKeyhole, Reply, Tag, Trash2 } from "lucide-react";
import { memo, type ReactNode } from "react";
import type { Message as MessageEntry, Quote, Written } from "../api/thread-types";
import { useActions, useDesk } from "../app/context";
import { withoutMarks } from "../text/markdown";
import { absoluteTime, clockTime } from "../text/time";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { ChannelIcon, channelName } from "../ui/channels";
import { LabelDots } from "../ui/LabelDots";
import { Marked } from "../ui/Marked";
import { Attachments } from "./Attachments";
import { useThread } from "./context";
import { DeliveryState } from "./DeliveryState";
import { EditBox } from "./EditBox";
import type { Look, WrittenItem } from "./items";
import styles from "./Message.module.css";
import { NoteReplies } from "./NoteReplies";
import { useLongPress } from "./useLongPress";

const KINDS: Partial<Record<ActorKind, string>> = {
  ai_agent: "AI agent",
  auto_responder: "Auto-reply",
  system: "Automatic",
};

export function Frame({
  look,
  starts,
  side,
  children,
}: {
  look: Look;
  starts: boolean;
  side: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={styles.frame} data-look={look} data-starts={starts}>
      <div className={styles.side}>{side}</div>
      <div className={styles.entries}>{children}</div>
    </div>
  );
}

export function QuoteBlock({ quote, jump }: { quote: Quote; jump?: () => void }) {
  const { row, me } = useThread();
  const author = quote.author === "customer" ? row.contact.name : me.account.name;
  const words = (
    <>
      <span className={styles.quoteAuthor} dir="auto">
        {author}
      </span>
      <span className={styles.quoteText} dir="auto">
        {withoutMarks(quote.text) || "Attachment"}
      </span>
    </>
  );
  if (!jump) return <span className={styles.quote}>{words}</span>;
  return (
    <button type="button" className={styles.quote} onClick={jump}>
      <span className="visually-hidden">Answers: </span>
      {words}
    </button>
  );
}

function Labels({ entry }: { entry: Written }) {
  const labels = useDesk((desk) => desk.labels);
  if (entry.type === "note.added") return null;
  const ids = new Set([...(entry.data.labels ?? []), ...(entry.data.private_labels ?? [])]);
  return <LabelDots labels={labels.filter((label) => ids.has(label.id))} />;
}

function Tools({ entry }: { entry: Written }) {
  const { show } = useThread();
  const desk = useActions();
  const isNote = entry.type === "note.added";
  return (
    <div className={styles.beside}>
      <div className={styles.tools}>
        <Button
          tone="ghost"
          aria-label={isNote ? "Answer this note" : "Reply to this message"}
          icon={isNote ? <CornerDownRight /> : <Reply />}
          onClick={() => {
            if (isNote) desk.answerNote(entry.conversation_id, entry);
            else desk.quote(entry);
            document.getElementById("composer")?.focus();
          }}
        />
        {!isNote && (
          <Button
            tone="ghost"
            aria-label="Label this message"
            icon={<Tag />}
            onClick={(event) => {
              const anchor = event.currentTarget.getBoundingClientRect();
              show({ kind: "labels", entry, anchor });
            }}
          />
        )}
        <Button
          tone="ghost"
          aria-label="More actions"
          aria-haspopup="menu"
          icon={<Ellipsis />}
          data-testid="message-menu"
          onClick={(event) => {
            const anchor = event.currentTarget.getBoundingClientRect();
            show({ kind: "menu", entry, anchor });
          }}
        />
      </div>
    </div>
  );
}

function Edited({ entry }: { entry: Written }) {
  const { show } = useThread();
  if (!entry.data.edited_at || entry.data.deleted_at) return null;
  const title = `Edited ${absoluteTime(entry.data.edited_at)}`;
  if (entry.type === "note.added") {
    return (
      <span className={styles.edited} title={title}>
        Edited
      </span>
    );
  }
  return (
    <button
      type="button"
      className={styles.edited}
      title={title}
      aria-haspopup="dialog"
      onClick={(event) => {
        const anchor = event.currentTarget.getBoundingClientRect();
        show({ kind: "history", entry, anchor });
      }}
    >
      Edited
    </button>
  );
}

function Tombstone({ entry }: { entry: Written }) {
  const what = entry.type === "note.added" ? "Note" : "Message";
  return (
    <p className={styles.tombstone} title={absoluteTime(entry.data.deleted_at ?? "")}>
      <Trash2 aria-hidden="true" /> {what} deleted
    </p>
  );
}

function Words({ entry }: { entry: Written }) {
  const { jumpTo } = useThread();
  const note = entry.type === "note.added";
  const quote = note ? null : ((entry.data.reply_to ?? null) as Quote | null);
  const format = note ? "markdown" : (entry.data.format ?? "plain");
  const named = note ? (entry.data.mentions ?? []).map((each) => each.name) : [];
  if (!entry.data.text && !quote) return null;
  return (
    <div className={styles.bubble} title={absoluteTime(entry.occurred_at)}>
      {quote && <QuoteBlock quote={quote} jump={() => jumpTo(quote.message_id)} />}
      <Marked text={entry.data.text} format={format} named={named} />
    </div>
  );
}

/** One message or note: its words, its files, what became of it and what can be done with it. */
export function Entry({
  entry,
  readSeq,
  quiet,
  past = false,
}: {
  entry: Written;
  readSeq: number;
  quiet: boolean;
  past?: boolean;
}) {
  const { editing, show } = useThread();
  const deleted = Boolean(entry.data.deleted_at);
  const canAct = !deleted && !past;
  const open = (anchor?: DOMRect) => canAct && show({ kind: "menu", entry, anchor });
  const press = useLongPress(open);
  return (
    <article
      className={styles.message}
      data-testid="message"
      data-message-id={entry.id}
      data-author={entry.actor.kind}
      data-type={entry.type}
      {...press}
    >
      <Labels entry={entry} />
      <div className={styles.body}>
        {deleted && <Tombstone entry={entry} />}
        {!deleted && editing === entry.id && <EditBox entry={entry} />}
        {!deleted && editing !== entry.id && (
          <>
            <Words entry={entry} />
            {entry.type !== "note.added" && <Attachments entry={entry} />}
          </>
        )}
        {canAct && editing !== entry.id && <Tools entry={entry} />}
      </div>
      <Edited entry={entry} />
      {entry.type === "message.sent" && !deleted && (
        <DeliveryState entry={entry as MessageEntry} readSeq={readSeq} quiet={quiet} />
      )}
    </article>
  );
}

function Head({ item }: { item: WrittenItem }) {
  const { row, me } = useThread();
  const { entry, look, channel } = item;
  const { actor } = entry;
  const kind = KINDS[actor.kind];
  const own = actor.id === me.id ? "You" : (actor.name ?? "Switchboard");
  return (
    <p className={styles.head}>
      {look === "note" && <LockKeyhole aria-hidden="true" />}
      {kind && <Bot aria-hidden="true" />}
      <span className={styles.author} dir="auto">
        {look === "customer" ? row.contact.name : own}
      </span>
      {kind && <span className={styles.kind}>{kind}</span>}
      {look === "note" && <span className={styles.kind}>Internal note</span>}
      {channel && (
        <span className={styles.channel}>
          <ChannelIcon kind={channel} /> {channelName(channel)}
        </span>
      )}
      <time dateTime={entry.occurred_at}>{clockTime(entry.occurred_at)}</time>
    </p>
  );
}

function WrittenRow({ item, readSeq }: { item: WrittenItem; readSeq: number }) {
  const { row } = useThread();
  const { look, entry, starts, quiet, replies, past } = item;
  const { actor } = entry;
  const author = { id: actor.id ?? actor.kind, name: actor.name ?? "Switchboard" };
  const side = starts && <Avatar person={look === "customer" ? row.contact : author} size={28} />;
  return (
    <Frame look={look} starts={starts} side={side}>
      {starts && <Head item={item} />}
      <Entry entry={entry} readSeq={readSeq} quiet={quiet} past={past} />
      {replies.length > 0 && <NoteReplies replies={replies} />}
    </Frame>
  );
}

/** Long threads are drawn anew with every entry, so a row is only where something of it changed. */
export const Message = memo(WrittenRow, (before, after) => {
  if (before.readSeq !== after.readSeq) return false;
  const { replies, ...old } = before.item;
  const { replies: newReplies, ...next } = after.item;
  const same = (Object.keys(next) as (keyof typeof next)[]).every((key) => old[key] === next[key]);
  return (
    same &&
    replies.length === newReplies.length &&
    replies.every((reply, index) => reply === newReplies[index])
  );
});
