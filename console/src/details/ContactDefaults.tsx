import { Lock, UserRound } from "lucide-react";
import { useEffect, useState } from "react";
import type { ContactDetails } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { t } from "../i18n/t";
import { Picker } from "../ui/Picker";
import styles from "./DetailsPanel.module.css";

type Kind = "assignee" | "visibility";

/** Who gets the contact's next conversations, and who alone may see them (CONV-43). */
export function ContactDefaults({ contact }: { contact: ContactDetails }) {
  const desk = useActions();
  const users = useDesk((state) => state.users);
  const [held, setHeld] = useState(contact);
  const [open, setOpen] = useState<{ kind: Kind; anchor: DOMRect } | null>(null);
  const { assignee_id, visible_to } = held;

  useEffect(() => {
    if (users.length === 0) desk.loadPeople();
  }, [desk, users.length]);

  async function change(fields: Partial<Pick<ContactDetails, "assignee_id" | "visible_to">>) {
    const before = held;
    setHeld({ ...held, ...fields });
    try {
      setHeld(await desk.api.updateContact(contact.id, fields));
    } catch (error) {
      setHeld(before);
      desk.complain(t("The contact was not changed"), error);
    }
  }

  const isOn = (kind: Kind, id: string) =>
    kind === "assignee" ? id === assignee_id : visible_to.includes(id);

  function choose(kind: Kind, id: string) {
    if (kind === "assignee") {
      setOpen(null);
      change({ assignee_id: isOn(kind, id) ? null : id });
      return;
    }
    const others = visible_to.filter((each) => each !== id);
    change({ visible_to: isOn(kind, id) ? others : [...others, id] });
  }

  const nameOf = (id: string) => users.find((user) => user.id === id)?.name ?? t("a colleague");
  const assigned = assignee_id
    ? t("New chats go to {name}", { name: nameOf(assignee_id) })
    : t("New chats go to Unassigned");
  const names = visible_to.map(nameOf).join(", ");
  const seen = names ? t("New chats: only {names}", { names }) : t("New chats: seen by the team");
  const lines = [
    { kind: "assignee", text: assigned, icon: UserRound },
    { kind: "visibility", text: seen, icon: Lock },
  ] as const;

  return (
    <>
      {lines.map(({ kind, text, icon: Icon }) => (
        <button
          key={kind}
          type="button"
          className={styles.default}
          title={text}
          onClick={(event) =>
            setOpen({ kind, anchor: event.currentTarget.getBoundingClientRect() })
          }
        >
          <Icon aria-hidden="true" />
          <span>{text}</span>
        </button>
      ))}
      {open && (
        <Picker
          label={
            open.kind === "assignee"
              ? t("Who gets new conversations of {name}", { name: contact.name })
              : t("Who alone may see new conversations of {name}", { name: contact.name })
          }
          placeholder={
            open.kind === "assignee" ? t("Assign new ones to…") : t("Show new ones only to…")
          }
          options={users.map((user) => ({
            id: user.id,
            name: user.name,
            also: user.email,
            state: isOn(open.kind, user.id) ? "on" : "off",
          }))}
          choose={({ id }) => choose(open.kind, id)}
          close={() => setOpen(null)}
          anchor={open.anchor}
          many={open.kind === "visibility"}
          busy={users.length === 0}
        />
      )}
    </>
  );
}
