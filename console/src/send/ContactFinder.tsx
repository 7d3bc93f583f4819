import { AtSign, Phone, UserPlus } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import type { Contact } from "../api/types";
import { useActions } from "../app/context";
import { t } from "../i18n/t";
import { Avatar } from "../ui/Avatar";
import { Field } from "../ui/Field";
import { addressOf, type Recipient } from "./first";
import styles from "./SendMessage.module.css";

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
        if (!over) complain(t("Contacts could not be loaded"), error);
      }
    }, SEARCH_AFTER_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [api, complain, query]);
  return { found: answer.found, busy: answer.query !== query };
}

type Props = {
  choose: (contactId: string) => void;
  write: (to: Recipient) => void;
  create: (name: string) => void;
};

type Option = {
  key: string;
  name: string;
  fact: string | null;
  contact?: Contact;
  run: () => void;
};

/** By name or number: a combobox over the contacts, and what was typed as an address of its own. */
export function ContactFinder({ choose, write, create }: Props) {
  const [query, setQuery] = useState("");
  const [index, setIndex] = useState(0);
  const { found, busy } = useContacts(query);
  const id = useId();
  const address = addressOf(query);
  const name = query.trim();

  const known = found.map((contact): Option => {
    const run = () => choose(contact.id);
    const fact = contact.phone ?? contact.email;
    return { key: contact.id, name: contact.name, fact, contact, run };
  });
  const other: Option =
    address && address.kind !== "contact"
      ? {
          key: "address",
          name: t("Write to {address}", { address: address.address }),
          fact: null,
          run: () => write(address),
        }
      : {
          key: "new",
          name: name ? t("New contact “{name}”", { name }) : t("New contact"),
          fact: null,
          run: () => create(name),
        };
  // A new contact is offered once it is known that there is none yet; an address at once.
  const options = busy && !address ? known : [...known, other];
  const at = Math.min(index, options.length - 1);
  const optionId = (position: number) => `${id}-${position}`;

  function onKey(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length > 0) {
      event.preventDefault();
      setIndex((at + step + options.length) % options.length);
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      options[at]?.run();
    }
  }

  const Other = address ? (address.kind === "email" ? AtSign : Phone) : UserPlus;
  return (
    <div className={styles.finder}>
      <Field
        label={t("To")}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={optionId(at)}
        placeholder={t("Name, phone number or mail address")}
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
        aria-label={t("Contacts")}
        aria-busy={busy}
        className={styles.contacts}
      >
        {options.map((option, position) => (
          <div
            key={option.key}
            id={optionId(position)}
            role="option"
            tabIndex={-1}
            className={styles.contact}
            aria-selected={position === at}
            onPointerMove={() => setIndex(position)}
            onClick={option.run}
            onKeyDown={onKey}
          >
            {option.contact ? (
              <Avatar person={option.contact} size={24} />
            ) : (
              <Other aria-hidden="true" />
            )}
            <span className={styles.name} dir="auto">
              {option.name}
            </span>
            <span className={styles.address}>{option.fact}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
