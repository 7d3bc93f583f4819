import { X } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { messageOf } from "../api/problem";
import { useActions, useDesk } from "../app/context";
import { newPath, usePlace } from "../app/routes";
import { t } from "../i18n/t";
import { ApprovedPicker } from "../thread/Approved";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { ChannelIcon, channelName } from "../ui/channels";
import dialog from "../ui/FormDialog.module.css";
import { Modal } from "../ui/Modal";
import { ContactFinder } from "./ContactFinder";
import { keyOf } from "./draft-key";
import { ChannelField, FirstFields, Reason } from "./FirstFields";
import { nameOf, type Recipient } from "./first";
import { NewContact } from "./NewContact";
import styles from "./SendMessage.module.css";
import { StatusField } from "./StatusField";
import { useFirst } from "./useFirst";
import { type Asked, useRecipient } from "./useRecipient";

type Props = Asked & { channel_kind?: string | undefined; close: () => void };

function Chosen({ recipient, change }: { recipient: Recipient; change: () => void }) {
  const name = nameOf(recipient);
  const contact = recipient.kind === "contact" ? recipient.contact : null;
  return (
    <p className={styles.chosen}>
      <Avatar person={contact ?? { id: name, name }} size={28} />
      <span className={styles.name} dir="auto">
        {name}
      </span>
      <span className={styles.address}>{contact?.phone ?? contact?.email}</span>
      <Button tone="ghost" onClick={change}>
        {t("Change")}
      </Button>
    </p>
  );
}

/**
 * The one way to write first (CONV-36, CH-25 to CH-29): whom, on which channel, in which words, and
 * how it ends. "Send" sends and closes, which wants a status; "Start a chat" goes where it can be
 * written at leisure; "Close" sends nothing.
 */
export function SendMessage({ contact_id, address, channel_kind, close }: Props) {
  const desk = useActions();
  const { go } = usePlace();
  const { recipient, busy, choose, write, clear } = useRecipient({ contact_id, address });
  const first = useFirst(recipient, { kind: channel_kind });
  const [status, setStatus] = useState("");
  const [fresh, setFresh] = useState<string | null>(null);
  const [picking, setPicking] = useState(false);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState("");
  const none = useDesk((state) => state.channels.length === 0);
  const { way, ways, refusal } = first;
  const title = channel_kind
    ? t("Send a message by {channel}", { channel: channelName(channel_kind) })
    : t("Send a message");

  useEffect(() => {
    if (none) desk.loadChannels();
  }, [desk, none]);

  if (fresh !== null) {
    return (
      <NewContact
        name={fresh}
        close={() => setFresh(null)}
        created={(id) => {
          setFresh(null);
          choose(id);
        }}
      />
    );
  }

  /** A status is asked for last: what else is missing comes before it. */
  const sendRefusal = refusal ?? (status.trim() ? null : t("Choose a status first"));
  const blocked = way?.closed && !way.template ? way.closed.title : null;
  const startRefusal = !recipient ? refusal : way ? blocked : refusal;

  async function send(event: FormEvent) {
    event.preventDefault();
    if (sendRefusal || sending) return;
    setSending(true);
    setFailure("");
    try {
      const sent = await first.send(status.trim());
      close();
      if (sent) {
        const { name } = sent.contact;
        desk.tell(t("Sent to {name}", { name }), t("The conversation is closed."), sent.id);
      }
    } catch (error) {
      setFailure(messageOf(error));
      setSending(false);
    }
  }

  function start() {
    if (startRefusal || !recipient || !way) return;
    close();
    const { text } = first.words;
    const to =
      recipient.kind === "contact"
        ? { contact_id: recipient.contact.id, channel_id: way.channel.id }
        : { address: recipient.address, channel_id: way.channel.id };
    // What was typed here goes along.
    if (text) desk.kept.restore(first.going?.id ?? keyOf(to), { kind: "reply", text });
    go(first.going ? `/conversations/${first.going.id}` : newPath(to));
  }

  return (
    <>
      <Modal label={title} close={close}>
        <form className={dialog.form} onSubmit={send} aria-label={title} data-testid="send-window">
          <header className={dialog.header}>
            <h2 className={styles.title}>
              {channel_kind && <ChannelIcon kind={channel_kind} />}
              {title}
            </h2>
            <Button tone="ghost" aria-label={t("Close")} icon={<X />} onClick={close} />
          </header>
          <div className={dialog.fields}>
            {!recipient && !busy && (
              <ContactFinder choose={choose} write={write} create={setFresh} />
            )}
            {busy && <p className={styles.none}>{t("Looking the contact up…")}</p>}
            {recipient && (
              <>
                <Chosen recipient={recipient} change={clear} />
                {ways.length === 0 && (
                  <p className={styles.none}>
                    {t(
                      "No channel of yours reaches {name}. A phone number can be written to over SMS, a mail address by email; on most other channels the customer writes first.",
                      { name: nameOf(recipient) },
                    )}
                  </p>
                )}
                {ways.length > 0 && <ChannelField first={first} />}
                {way && <Reason way={way} />}
                <FirstFields first={first} choose={() => setPicking(true)} />
                {way && !blocked && (
                  <StatusField teamId={way.channel.team_id} status={status} change={setStatus} />
                )}
              </>
            )}
          </div>
          {failure && (
            <p className={dialog.failure} role="alert">
              {failure}
            </p>
          )}
          <footer className={dialog.footer}>
            <Button onClick={close}>{t("Close")}</Button>
            <Button
              refusal={startRefusal}
              hint={t("Open the conversation without a message")}
              onClick={start}
            >
              {t("Start a chat")}
            </Button>
            <Button
              tone="primary"
              type="submit"
              hint={t("Sends, and closes the conversation")}
              refusal={sendRefusal}
              disabled={sending}
            >
              {t("Send")}
            </Button>
          </footer>
        </form>
      </Modal>
      {picking && way && (
        <ApprovedPicker
          channelId={way.channel.id}
          close={() => setPicking(false)}
          choose={(template) => {
            first.setTemplate(template);
            setPicking(false);
          }}
        />
      )}
    </>
  );
}
