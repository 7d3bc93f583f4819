import { useEffect, useState } from "react";
import { messageOf } from "../../api/problem";
import type { Contact } from "../../api/types";
import { useActions } from "../../app/context";
import { t } from "../../i18n/t";
import { Field } from "../../ui/Field";
import common from "../Settings.module.css";
import styles from "./people.module.css";

export type Chosen = { id: string; name: string };

const WAIT_MS = 250;

const addressOf = ({ email, phone }: Contact) => email ?? phone;

/** One of the contacts, by their name or address. */
export function ContactChoice(props: { chosen: Chosen | null; choose: (one: Chosen) => void }) {
  const { chosen, choose } = props;
  const { api } = useActions();
  const [words, setWords] = useState("");
  const [found, setFound] = useState<Contact[] | null>(null);
  const [error, setError] = useState("");

  useEffect(() => {
    let over = false;
    const timer = setTimeout(async () => {
      try {
        const { items } = await api.contacts(words.trim());
        if (!over) setFound(items.filter(addressOf));
      } catch (failure) {
        if (!over) setError(messageOf(failure));
      }
    }, WAIT_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [api, words]);

  return (
    <>
      <Field
        label={t("Contact")}
        type="search"
        dir="auto"
        placeholder={t("Name, email or number")}
        value={words}
        error={error || undefined}
        onChange={(event) => setWords(event.target.value)}
      />
      {found?.length === 0 && (
        <p className={common.hint} role="status">
          {t("No contact with an address is called so.")}
        </p>
      )}
      <fieldset className={styles.contacts}>
        <legend className="visually-hidden">{t("Contacts")}</legend>
        {found?.map((contact) => (
          <label key={contact.id} className={styles.contact}>
            <input
              type="radio"
              name="contact"
              checked={chosen?.id === contact.id}
              onChange={() => choose(contact)}
            />
            <span className={common.words}>
              <span className={common.name} dir="auto">
                {contact.name}
              </span>
              <span className={common.text}>{addressOf(contact)}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </>
  );
}
