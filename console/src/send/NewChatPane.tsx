import { ArrowLeft, MessageSquarePlus, SendHorizontal } from "lucide-react";
import {
  type FormEvent,
  type KeyboardEvent,
  lazy,
  Suspense,
  useEffect,
  useRef,
  useState,
} from "react";
import { Link } from "wouter";
import { messageOf } from "../api/problem";
import { useActions, useDesk } from "../app/context";
import { type FirstTo, usePlace } from "../app/routes";
import { t } from "../i18n/t";
import { EMPTY_DRAFT } from "../state/drafts";
import { broken } from "../text/formatting";
import { ApprovedPicker } from "../thread/Approved";
import { ApprovedForm } from "../thread/ApprovedForm";
import { Closed } from "../thread/Closed";
import composer from "../thread/Composer.module.css";
import { MailFields } from "../thread/MailFields";
import headerStyles from "../thread/ThreadHeader.module.css";
import pane from "../thread/ThreadPane.module.css";
import { useField } from "../thread/useField";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { ChannelIcon, channelName } from "../ui/channels";
import { EmptyState } from "../ui/EmptyState";
import { useNow } from "../ui/RelativeTime";
import { keyOf } from "./draft-key";
import { nameOf, type Recipient } from "./first";
import styles from "./NewChatPane.module.css";
import { type First, useFirst } from "./useFirst";
import { useRecipient } from "./useRecipient";

const SegmentCount = lazy(() => import("../thread/SegmentCount"));

/** What is half written stays with the browser; there is no conversation yet to keep it in. */
function useKept(first: First, key: string) {
  const { kept } = useActions();
  const { text } = first.words;
  const begun = useRef(false);
  useEffect(() => {
    if (!begun.current) {
      begun.current = true;
      const held = kept.draft(key).reply.text;
      if (held) first.write({ text: held });
      return;
    }
    const draft = kept.draft(key);
    kept.setDraft(key, { ...draft, reply: { ...draft.reply, text } });
  }, [kept, key, text, first.write]);
}

type BoxProps = { first: First; name: string; send: () => void };

/** The composer of a conversation that is not there yet. */
function Box({ first, name, send }: BoxProps) {
  const me = useDesk((state) => state.me);
  const field = useRef<HTMLTextAreaElement>(null);
  const { words, write, way, refusal } = first;
  const { change } = useField(field, words.text, (text) => write({ text }));
  const enterSends = me?.preferences?.enter_sends ?? true;

  useEffect(() => field.current?.focus(), []);

  function onKey(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.key !== "Enter") return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey || (enterSends && !event.shiftKey)) send();
    else change(broken);
  }

  return (
    <>
      {way?.able.subject && (
        <MailFields
          subject={words.subject}
          cc={words.cc}
          setSubject={(subject) => write({ subject })}
          setCc={(cc) => write({ cc })}
        />
      )}
      <textarea
        ref={field}
        id="composer"
        data-testid="composer"
        className={composer.field}
        dir="auto"
        rows={1}
        aria-label={t("First message to {name}", { name })}
        placeholder={t("Write the first message…")}
        value={words.text}
        onChange={(event) => write({ text: event.target.value })}
        onKeyDown={onKey}
      />
      <div className={composer.foot}>
        <p className={composer.hint} />
        {way?.able.segments && words.text && (
          <Suspense>
            <SegmentCount text={words.text} />
          </Suspense>
        )}
        <Button
          tone="primary"
          icon={<SendHorizontal />}
          refusal={refusal}
          data-testid="send"
          onClick={send}
        >
          {t("Send")}
        </Button>
      </div>
    </>
  );
}

type DraftProps = { recipient: Recipient; to: FirstTo };

function Draft({ recipient, to }: DraftProps) {
  const desk = useActions();
  const { place, go } = usePlace();
  const now = useNow();
  const first = useFirst(recipient, { channelId: to.channel_id });
  const key = keyOf(to);
  useKept(first, key);
  const [picking, setPicking] = useState(false);
  const [failure, setFailure] = useState("");
  const [sending, setSending] = useState(false);
  const { way, ways, template, form, refusal } = first;
  const name = nameOf(recipient);
  const person = recipient.kind === "contact" ? recipient.contact : { id: name, name };

  async function send(event?: FormEvent) {
    event?.preventDefault();
    if (refusal || sending) return;
    setSending(true);
    setFailure("");
    try {
      const started = await first.send(null);
      desk.kept.setDraft(key, EMPTY_DRAFT);
      if (started) go(`/conversations/${started.id}`);
    } catch (error) {
      setFailure(messageOf(error));
      setSending(false);
    }
  }

  return (
    <main className={pane.pane} aria-label={t("New conversation with {name}", { name })}>
      <header className={headerStyles.header}>
        <Link href={place.back} className={headerStyles.back} aria-label={t("Back to the list")}>
          <ArrowLeft aria-hidden="true" />
        </Link>
        <Avatar person={person} size={32} />
        <div className={headerStyles.who}>
          <h1 className={headerStyles.name} dir="auto">
            {name}
          </h1>
          <div className={headerStyles.facts}>
            {way && (
              <span className={headerStyles.channel}>
                <ChannelIcon kind={way.channel.kind} /> {channelName(way.channel.kind)} ·{" "}
                {way.channel.name}
              </span>
            )}
          </div>
        </div>
        <Button tone="ghost" onClick={() => go(place.back)}>
          {t("Discard")}
        </Button>
      </header>
      <div className={styles.empty}>
        <EmptyState
          icon={<MessageSquarePlus />}
          title={t("Nothing is sent yet")}
          text={t("The conversation begins with your first message.")}
        />
      </div>
      <div className={composer.composer}>
        {failure && (
          <p className={styles.failure} role="alert">
            {failure}
          </p>
        )}
        <div className={composer.box}>
          {way && template ? (
            <form className={styles.template} onSubmit={send}>
              <ApprovedForm template={template} form={form} />
              <p className={styles.actions}>
                <Button tone="ghost" onClick={() => first.setTemplate(null)}>
                  {t("Back")}
                </Button>
                <Button tone="primary" type="submit" refusal={refusal} disabled={sending}>
                  {t("Send")}
                </Button>
              </p>
            </form>
          ) : way?.closed ? (
            <Closed
              standing={way.standing}
              channel={way.channel}
              able={way.able}
              channels={ways.filter((each) => !each.closed).map((each) => each.channel)}
              customer={name}
              now={now}
              written={first.words.text.trim() !== ""}
              template={() => setPicking(true)}
              choose={first.setChannel}
            />
          ) : (
            <Box first={first} name={name} send={() => send()} />
          )}
        </div>
      </div>
      {picking && way && (
        <ApprovedPicker
          channelId={way.channel.id}
          close={() => setPicking(false)}
          choose={(chosen) => {
            first.setTemplate(chosen);
            setPicking(false);
          }}
        />
      )}
    </main>
  );
}

/** A conversation before its first message: it is begun by what is written here (CH-27, CONV-36). */
export default function NewChatPane({ to }: { to: FirstTo }) {
  const desk = useActions();
  const { recipient, busy } = useRecipient(to);
  const none = useDesk((state) => state.channels.length === 0);

  useEffect(() => {
    if (none) desk.loadChannels();
  }, [desk, none]);

  if (!recipient) {
    return (
      <main className={pane.pane} aria-label={t("New conversation")} aria-busy={busy}>
        {!busy && (
          <EmptyState
            icon={<MessageSquarePlus />}
            title={t("Nobody to write to")}
            text={t("Choose a contact or give a number in a new chat.")}
          />
        )}
      </main>
    );
  }
  return <Draft recipient={recipient} to={to} />;
}
