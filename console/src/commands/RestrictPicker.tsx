import { Users } from "lucide-react";
import { useActions, useDesk } from "../app/context";
import { t } from "../i18n/t";
import { Avatar } from "../ui/Avatar";
import { type Option, Picker } from "../ui/Picker";
import type { PickerProps } from "./Dialogs";
import styles from "./pickers.module.css";
import { usePeople, usePicked } from "./usePicked";

const EVERYONE = "everyone";

/** Who alone may see a conversation; whoever restricts it stays among them. */
export function RestrictPicker({ ids, anchor, close }: PickerProps) {
  const desk = useActions();
  const me = useDesk((state) => state.me);
  const [row] = usePicked(ids);
  const users = usePeople();
  if (!row || !me) return null;
  const named = row.visible_to;
  const isNamed = (id: string) => named?.some((person) => person.id === id) ?? false;

  const options: Option[] = [
    {
      id: EVERYONE,
      name: t("Everyone in the team"),
      icon: <Users aria-hidden="true" />,
      state: named ? "off" : "on",
    },
    ...users.map(
      (user): Option => ({
        id: user.id,
        name: user.id === me.id ? t("{name} (you)", { name: user.name }) : user.name,
        also: user.email,
        icon: <Avatar person={user} size={20} />,
        state: isNamed(user.id) ? "on" : "off",
        refusal: user.id === me.id && named ? t("You stay") : null,
      }),
    ),
  ];

  function choose({ id }: Option) {
    if (!row || !me) return;
    if (id === EVERYONE) {
      desk.restrict(row.id, null);
      return;
    }
    const user = users.find((each) => each.id === id);
    if (!user) return;
    const mine = { id: me.id, name: me.name };
    const others = (named ?? [mine]).filter((person) => person.id !== id);
    const added = isNamed(id) ? [] : [{ id: user.id, name: user.name }];
    desk.restrict(row.id, [...others, ...added]);
  }

  return (
    <Picker
      label={t("Who may see the conversation with {name}", { name: row.contact.name })}
      placeholder={t("Who may see it?")}
      options={options}
      choose={choose}
      close={close}
      anchor={anchor}
      many
      busy={users.length === 0}
      footer={
        <p className={`${styles.footer} ${styles.hint}`}>
          {t("Others find it in no list, count or search, and hear nothing of it.")}
        </p>
      }
    />
  );
}
