/** The page that an offer's extra button opens. */
import type { ContactDetails, Conversation } from "../api/types";

const GAP = /\{(conversation_id|contact_id|phone|email)\}/g;

/** Whether more of the contact has to be known than the row tells. */
export const needsContact = (url: string) => /\{(phone|email)\}/.test(url);

type Facts = { row: Conversation; contact: Pick<ContactDetails, "phone" | "email"> | null };

/** The address with its gaps filled; what is not known is left empty. Null for what is no web page,
 * and while the contact is still to come. */
export function filled(url: string, { row, contact }: Facts): string | null {
  if (!/^https?:\/\//i.test(url) || (needsContact(url) && !contact)) return null;
  const values: Record<string, string | null | undefined> = {
    conversation_id: row.id,
    contact_id: row.contact.id,
    phone: contact?.phone,
    email: contact?.email,
  };
  return url.replace(GAP, (_gap, name: string) => encodeURIComponent(values[name] ?? ""));
}
