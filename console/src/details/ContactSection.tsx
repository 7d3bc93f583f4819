import type { Conversation } from "../api/types";
import { useActions } from "../app/context";
import { t } from "../i18n/t";
import { Avatar } from "../ui/Avatar";
import { ContactDefaults } from "./ContactDefaults";
import { ContactPromise } from "./ContactPromise";
import styles from "./DetailsPanel.module.css";
import { Identities } from "./Identities";
import { useFetched } from "./useFetched";
import { VerifiedMark } from "./VerifiedMark";

export function ContactSection({ row }: { row: Conversation }) {
  const { api } = useActions();
  const { value: contact, error } = useFetched(row.contact.id, () => api.contact(row.contact.id));
  return (
    <section className={styles.contact} aria-label={t("Contact")}>
      <Avatar person={row.contact} size={40} />
      <div className={styles.who}>
        <h2 className={styles.name} dir="auto" title={row.contact.name}>
          {row.contact.name}
        </h2>
        <VerifiedMark key={row.id} id={row.id} />
        {contact && <Identities contact={contact} />}
        {error && <p className={styles.failure}>{error}</p>}
        {contact && <ContactDefaults key={contact.id} contact={contact} />}
        <ContactPromise row={row} />
      </div>
    </section>
  );
}
