import { Phone, UserPlus } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import type { Contact, ContactDetails } from "../api/types";
import { useActions } from "../app/context";
import { usePlace } from "../app/routes";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { channelName } from "../ui/channels";
import { Field } from "../ui/Field";
import { FormDialog } from "../ui/FormDialog";
import { Select } from "../ui/Select";
import { TextArea } from "../ui/TextArea";
import styles from "./NewChat.module.css";

const SEARCH_AFTER_MS = 200;

function useContacts(query: string): { found: Contact[]; busy: boolean } {
  const { api, complain } = useActions();
  const [answer, setAnswer] = useState<{ query: string | null; found: Contact[] }>({
    query: null,
    found: [],
  });
  useEffect(() => {
    let over = false;
    const timer = setTimeout(async () => {
      try {
        const { items } = await api.contacts(query.trim());
        if (!over) setAnswer({ query, found: items });
      } catch (error) {
        if (!over) complain("Contacts could not be loaded", error);
      }
    }, SEARCH_AFTER_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [api, complain, query]);
  return { found: answer.found, busy: answer.query !== query };
}

type FinderProps = { choose: (contact: Contact) => void; create: (words: string) => void };

/** A combobox over the company's contacts; its last option makes a new one. */
function ContactFinder({ choose, create }: FinderProps) {
  const [query, setQuery] = useState("");
  const [index, setIndex] = useState(0);
  const { found, busy } = useContacts(query);
  // A new contact is offered once it is known that there is none yet.
  const options = busy ? found : [...found, null];
  const id = useId();
  const at = Math.min(index, options.length - 1);
  const optionId = (position: number) => `${id}-${position}`;

  function take(position: number) {
    const option = options[position];
    if (option) choose(option);
    else if (option === null) create(query.trim());
  }

  function onKey(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length > 0) {
      event.preventDefault();
      setIndex((at + step + options.length) % options.length);
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      take(at);
    }
  }

  return (
    <div className={styles.finder}>
      <Field
        label="To"
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={optionId(at)}
        placeholder="Name or phone number"
        autoComplete="off"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setIndex(0);
        }}
        onKeyDown={onKey}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="Contacts"
        aria-busy={busy}
        className={styles.contacts}
      >
        {options.map((contact, position) => (
          <div
            key={contact?.id ?? "new"}
            id={optionId(position)}
            role="option"
            tabIndex={-1}
            className={styles.contact}
            aria-selected={position === at}
            onPointerMove={() => setIndex(position)}
            onClick={() => take(position)}
            onKeyDown={onKey}
          >
            {contact ? <Avatar person={contact} size={24} /> : <UserPlus aria-hidden="true" />}
            <span className={styles.name} dir="auto">
              {contact?.name ?? (query.trim() ? `New contact “${query.trim()}”` : "New contact")}
            </span>
            <span className={styles.phone}>{contact?.phone}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

type Fresh = { name: string; phone: string };

/** Words that look like a number are one; the rest is a name. */
function freshOf(words: string): Fresh {
  return /^\+?[\d\s()-]{5,}$/.test(words) ? { name: "", phone: words } : { name: words, phone: "" };
}

function Chosen({ contact, change }: { contact: Contact; change: () => void }) {
  return (
    <p className={styles.chosen}>
      <Avatar person={contact} size={28} />
      <span className={styles.name} dir="auto">
        {contact.name}
      </span>
      <span className={styles.phone}>{contact.phone}</span>
      <Button tone="ghost" onClick={change}>
        Change
      </Button>
    </p>
  );
}

/** Writes first (CONV-36): a contact, a channel and a message, and only then a conversation. */
export function NewChat({ close }: { close: () => void }) {
  const desk = useActions();
  const { go } = usePlace();
  const [contact, setContact] = useState<ContactDetails | null>(null);
  const [fresh, setFresh] = useState<Fresh | null>(null);
  const [channelId, setChannelId] = useState("");
  const [text, setText] = useState("");
  const [topic, setTopic] = useState("");
  // Sent twice, it is one conversation.
  const [clientId] = useState(() => crypto.randomUUID());
  const channels = contact?.channels ?? [];
  const channel = channels.find((each) => each.id === channelId) ?? channels[0];

  const refusal = fresh
    ? fresh.name.trim() || fresh.phone.trim()
      ? null
      : "Give a name or a phone number"
    : !contact
      ? "Choose whom to write to"
      : !channel
        ? "There is no channel to reach this contact on"
        : text.trim()
          ? null
          : "Write the first message";

  /** A list of contacts does not tell where each can be reached. */
  async function choose({ id }: Contact) {
    try {
      setContact(await desk.api.contact(id));
    } catch (error) {
      desk.complain("The contact could not be loaded", error);
    }
  }

  async function submit() {
    if (fresh) {
      const phone = fresh.phone.trim();
      const name = fresh.name.trim() || phone;
      // Which channels reach the contact is known once it exists, so the message comes next.
      setContact(await desk.api.createContact({ name, ...(phone && { phone }) }));
      setFresh(null);
      return;
    }
    if (!contact || !channel) return;
    const started = await desk.api.startConversation({
      contact_id: contact.id,
      channel_id: channel.id,
      text: text.trim(),
      client_id: clientId,
      ...(topic.trim() && { topic: topic.trim() }),
    });
    desk.takeIn(started);
    close();
    go(`/conversations/${started.id}`);
  }

  return (
    <FormDialog
      key={fresh ? "contact" : "message"}
      title={fresh ? "New contact" : "New chat"}
      verb={fresh ? "Create contact" : "Send"}
      refusal={refusal}
      submit={submit}
      close={close}
    >
      {!contact && !fresh && (
        <ContactFinder choose={choose} create={(words) => setFresh(freshOf(words))} />
      )}
      {fresh && (
        <>
          <Field
            label="Name"
            dir="auto"
            value={fresh.name}
            onChange={(event) => setFresh({ ...fresh, name: event.target.value })}
          />
          <Field
            label="Phone number"
            type="tel"
            placeholder="+47 912 34 567"
            value={fresh.phone}
            onChange={(event) => setFresh({ ...fresh, phone: event.target.value })}
          />
        </>
      )}
      {contact && (
        <>
          <Chosen contact={contact} change={() => setContact(null)} />
          {channels.length === 0 && (
            <p className={styles.none}>
              <Phone aria-hidden="true" />
              No channel reaches {contact.name}. A phone number can be written to once an SMS
              channel is set up; web chat begins with the visitor.
            </p>
          )}
          {channels.length > 0 && (
            <Select
              label="Channel"
              value={channel?.id}
              onChange={(event) => setChannelId(event.target.value)}
            >
              {channels.map((each) => (
                <option key={each.id} value={each.id}>
                  {channelName(each.kind)} · {each.name}
                </option>
              ))}
            </Select>
          )}
          <Field
            label="Topic (optional)"
            dir="auto"
            maxLength={120}
            value={topic}
            onChange={(event) => setTopic(event.target.value)}
          />
          <TextArea
            label="Message"
            rows={4}
            maxLength={10_000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </>
      )}
    </FormDialog>
  );
}
