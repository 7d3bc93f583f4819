import type { ActorKind } from "@switchboard/protocol";
import { Bot, LockKeyhole, Trash2 } from "lucide-react";
import { memo, type ReactNode } from "react";
import type { Message as MessageEntry, Quote, Written } from "../api/thread-types";
import { useDesk } from "../app/context";
import { m, t } from "../i18n/t";
import { withoutMarks } from "../text/markdown";
import { absoluteTime, clockTime } from "../text/time";
import { Avatar } from "../ui/Avatar";
import { ChannelIcon, channelName } from "../ui/channels";
import { LabelDots } from "../ui/LabelDots";
import { Marked } from "../ui/Marked";
import { Attachments } from "./Attachments";
import { useThread } from "./context";
import { DeliveryState } from "./DeliveryState";
import { EditBox } from "./EditBox";
import type { Look, WrittenItem } from "./items";
import { MailFoot, MailHead } from "./MailHead";
import styles from "./Message.module.css";
import { MessageTools } from "./MessageTools";
import { NoteReplies } from "./NoteReplies";
import { Reactions } from "./Reactions";
import { Above, Below, Options, Unsupported } from "./Sorts";
import { Sources } from "./Source";
import { TranslationLine } from "./TranslationLine";
import { useLongPress } from "./useLongPress";
import { useReading } from "./useReading";

const KINDS: Partial<Record<ActorKind, string>> = {
  ai_agent: m("AI"),
  auto_responder: m("Auto-reply"),
  system: m("Automatic"),
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
        {withoutMarks(quote.text) || t("Attachment")}
      </span>
    </>
  );
  if (!jump) return <span className={styles.quote}>{words}</span>;
  return (
    <button type="button" className={styles.quote} onClick={jump}>
      <span className="visually-hidden">{t("Answers:")} </span>
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

function Edited({ entry }: { entry: Written }) {
  const { show } = useThread();
  if (!entry.data.edited_at || entry.data.deleted_at) return null;
  const title = t("Edited {time}", { time: absoluteTime(entry.data.edited_at) });
  if (entry.type === "note.added") {
    return (
      <span className={styles.edited} title={title}>
        {t("Edited")}
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
      {t("Edited")}
    </button>
  );
}

function Tombstone({ entry }: { entry: Written }) {
  const { row } = useThread();
  const words = () => {
    if (entry.type === "note.added") return t("Note deleted");
    if (entry.type === "message.sent") return t("Message deleted");
    // Only they can take back what they wrote.
    return t("Message deleted by {name}", { name: entry.actor.name ?? row.contact.name });
  };
  return (
    <p className={styles.tombstone} title={absoluteTime(entry.data.deleted_at ?? "")}>
      <Trash2 aria-hidden="true" /> <span dir="auto">{words()}</span>
    </p>
  );
}

function Words({ entry, text }: { entry: Written; text: string }) {
  const { jumpTo } = useThread();
  const note = entry.type === "note.added";
  const quote = note ? null : ((entry.data.reply_to ?? null) as Quote | null);
  const format = note ? "markdown" : (entry.data.format ?? "plain");
  const named = note ? (entry.data.mentions ?? []).map((each) => each.name) : [];
  const message = note ? null : entry;
  const { mail, referral, answer, unsupported } = message?.data ?? {};
  if (message && unsupported && !entry.data.text) {
    return <Unsupported kind={message.data.channel_kind} />;
  }
  if (!entry.data.text && !quote && !mail && !referral && !answer) return null;
  return (
    <div className={styles.bubble} title={absoluteTime(entry.occurred_at)}>
      {mail && <MailHead mail={mail} />}
      {message && <Above entry={message} />}
      {quote && <QuoteBlock quote={quote} jump={() => jumpTo(quote.message_id)} />}
      {text && <Marked text={text} format={format} named={named} />}
      {message && <Below entry={message} />}
      {message && mail && <MailFoot entry={message} mail={mail} />}
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
  const reading = useReading(entry);
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
            <Words entry={entry} text={reading.text} />
            {entry.type !== "note.added" && (
              <>
                <Attachments entry={entry} />
                <Options titles={(entry.data.options ?? []).map((each) => each.title)} />
              </>
            )}
          </>
        )}
        {canAct && editing !== entry.id && <MessageTools entry={entry} />}
      </div>
      {entry.type !== "note.added" && !deleted && <Reactions entry={entry} past={past} />}
      {!deleted && <TranslationLine reading={reading} />}
      {entry.actor.kind === "ai_agent" && !deleted && <Sources entry={entry} />}
      <Edited entry={entry} />
      {entry.type === "message.sent" && !deleted && (
        <DeliveryState entry={entry as MessageEntry} readSeq={readSeq} quiet={quiet} />
      )}
    </article>
  );
}

/** Who of a group wrote; null where it is the contact. */
function writerOf(entry: Written): string | null {
  const author = entry.type === "message.received" ? entry.data.author : null;
  return author ? author.name || author.address : null;
}

/** "SMS", or which of two: "SMS · Oslo". */
function useChannelTitle({ channel, entry }: WrittenItem): string {
  const { row } = useThread();
  const known = useDesk((desk) => desk.channels);
  if (!channel || entry.type === "note.added") return "";
  const { channel_id } = entry.data;
  const used = [...(row.channels ?? []), ...known].find((each) => each.id === channel_id);
  const namesakes = known.filter((each) => channelName(each.kind) === channelName(channel));
  const title = channelName(channel);
  return used && namesakes.length > 1 ? `${title} · ${used.name}` : title;
}

function Head({ item }: { item: WrittenItem }) {
  const { row, me } = useThread();
  const { entry, look, channel } = item;
  const { actor } = entry;
  const kind = KINDS[actor.kind];
  const own = actor.id === me.id ? t("You") : (actor.name ?? "Switchboard");
  const channelTitle = useChannelTitle(item);
  return (
    <p className={styles.head}>
      {look === "note" && <LockKeyhole aria-hidden="true" />}
      {kind && actor.kind !== "ai_agent" && <Bot aria-hidden="true" />}
      <span className={styles.author} dir="auto">
        {look === "customer" ? (writerOf(entry) ?? row.contact.name) : own}
      </span>
      {kind && (
        <span className={styles.kind} data-kind={actor.kind}>
          {t(kind)}
        </span>
      )}
      {look === "note" && <span className={styles.kind}>{t("Internal note")}</span>}
      {channel && (
        <span className={styles.channel} data-testid="message-channel" dir="auto">
          <ChannelIcon kind={channel} /> {channelTitle}
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
  const writer = writerOf(entry);
  const customer = writer ? { id: writer, name: writer } : row.contact;
  const side = starts && <Avatar person={look === "customer" ? customer : author} size={28} />;
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
