import { useEffect, useState } from "react";
import type { Conversation } from "../api/types";
import { useActions } from "../app/context";
import { t } from "../i18n/t";
import { relativeTime } from "../text/time";
import { ChannelIcon } from "../ui/channels";
import { type Option, Picker } from "../ui/Picker";
import type { PickerProps } from "./Dialogs";
import { usePicked } from "./usePicked";

/** Which other conversation of the same contact goes into this one. */
export function MergePicker({ ids, anchor, close }: PickerProps) {
  const desk = useActions();
  const { api, complain } = desk;
  const [row] = usePicked(ids);
  const [others, setOthers] = useState<Conversation[] | null>(null);
  const contact = row?.contact.id;

  useEffect(() => {
    if (!contact) return;
    let over = false;
    api
      .conversationsOf(contact)
      .then(({ items }) => !over && setOthers(items))
      .catch((error) => {
        complain(t("The contact's conversations could not be loaded"), error);
        if (!over) setOthers([]);
      });
    return () => {
      over = true;
    };
  }, [api, complain, contact]);

  if (!row) return null;
  const mergeable = (others ?? []).filter((each) => each.id !== row.id && !each.merged_into);
  const options = mergeable.map(
    (each): Option => ({
      id: each.id,
      name: `#${each.number} ${each.topic ?? each.preview?.text ?? t("No messages")}`,
      icon: <ChannelIcon kind={each.channel.kind} />,
      fact: `${each.status === "open" ? t("open|state") : t("closed")} · ${relativeTime(each.last_entry_at, Date.now())}`,
    }),
  );
  if (others && options.length === 0) {
    const name = t("{name} has no other conversation", { name: row.contact.name });
    options.push({ id: "none", name, refusal: "" });
  }
  return (
    <Picker
      label={t("Merge into #{number}", { number: row.number })}
      placeholder={t("Which conversation goes into this one?")}
      options={options}
      choose={({ id }) => {
        const other = mergeable.find((each) => each.id === id);
        if (other) desk.merge(row.id, other);
        close();
      }}
      close={close}
      anchor={anchor}
      busy={others === null}
    />
  );
}
