import { AtSign, Globe, Phone } from "lucide-react";
import type { Conversation } from "../api/types";
import { useActions } from "../app/context";
import { Avatar } from "../ui/Avatar";
import { ContactDefaults } from "./ContactDefaults";
import styles from "./DetailsPanel.module.css";
import { useFetched } from "./useFetched";

const ICONS: Record<string, typeof Phone> = { phone: Phone, email: AtSign };

export function ContactSection({ row }: { row: Conversation }) {
  const { api } = useActions();
  const { value: contact, error } = useFetched(row.contact.id, () => api.contact(row.contact.id));
  // A visitor's address on the website is our own id of them: nothing to read or to write to.
  const identities = (contact?.identities ?? []).filter((each) => each.address !== contact?.id);
  const told = identities.some((each) => each.address === contact?.phone);
  const addresses =
    contact?.phone && !told
      ? [{ kind: "phone", address: contact.phone }, ...identities]
      : identities;
  return (
    <section className={styles.contact} aria-label="Contact">
      <Avatar person={row.contact} size={40} />
      <div className={styles.who}>
        <h2 className={styles.name} dir="auto" title={row.contact.name}>
          {row.contact.name}
        </h2>
        <ul>
          {addresses.map(({ kind, address }) => {
            const Icon = ICONS[kind] ?? Globe;
            return (
              <li key={`${kind}:${address}`} className={styles.address} title={address}>
                <Icon aria-hidden="true" />
                <span>{address}</span>
              </li>
            );
          })}
        </ul>
        {error && <p className={styles.failure}>{error}</p>}
        {contact && <ContactDefaults key={contact.id} contact={contact} />}
      </div>
    </section>
  );
}
