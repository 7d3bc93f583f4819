import { useEffect, useState } from "react";
import { useActions } from "../app/context";
import { t } from "../i18n/t";
import { addressOf, type Recipient } from "./first";

export type Asked = { contact_id?: string | undefined; address?: string | undefined };

/** Whom a window or a page was opened for, with all that says where they can be reached. */
export function useRecipient({ contact_id, address }: Asked) {
  const { api, complain } = useActions();
  const [recipient, setRecipient] = useState<Recipient | null>(() =>
    address ? addressOf(address) : null,
  );
  const [wanted, setWanted] = useState(contact_id ?? null);

  useEffect(() => {
    if (!wanted) return;
    let current = true;
    Promise.all([api.contact(wanted), api.conversationsOf(wanted)])
      .then(([contact, { items }]) => {
        if (current) setRecipient({ kind: "contact", contact, history: items });
      })
      .catch((error) => {
        if (!current) return;
        setWanted(null);
        complain(t("The contact could not be loaded"), error);
      });
    return () => {
      current = false;
    };
  }, [api, complain, wanted]);

  return {
    recipient,
    /** Somebody was named whose details are on their way. */
    busy: wanted !== null && recipient === null,
    choose: (id: string) => setWanted(id),
    write: (to: Recipient) => setRecipient(to),
    clear() {
      setWanted(null);
      setRecipient(null);
    },
  };
}
