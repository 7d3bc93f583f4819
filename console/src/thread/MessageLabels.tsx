import { Lock } from "lucide-react";
import type { Message } from "../api/thread-types";
import type { Conversation, Label } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { t } from "../i18n/t";
import { LabelDot } from "../ui/LabelDots";
import { type Option, Picker } from "../ui/Picker";
import { useThread } from "./context";

type Props = { entry: Message; anchor?: DOMRect | undefined; close: () => void };

function fits(label: Label, row: Conversation): boolean {
  return label.scope === "private" || label.team_id === null || label.team_id === row.team_id;
}

/** Coloured labels of one message. */
export function MessageLabels({ entry, anchor, close }: Props) {
  const { row } = useThread();
  const { labelEntry } = useActions();
  const labels = useDesk((desk) => desk.labels);
  // The entry as it stands now, since each choice changes it.
  const current = useDesk((desk) =>
    desk.threads[row.id]?.events.find((event) => event.id === entry.id),
  );
  const data = current?.type.startsWith("message.") ? (current as Message).data : entry.data;
  const set = new Set([...(data.labels ?? []), ...(data.private_labels ?? [])]);
  const options = labels
    .filter((label) => fits(label, row))
    .map(
      (label): Option => ({
        id: label.id,
        name: label.name,
        icon: <LabelDot color={label.color} />,
        fact:
          label.scope === "private" ? (
            <Lock size={13} aria-label={t("Only you see it")} />
          ) : undefined,
        state: set.has(label.id) ? "on" : "off",
      }),
    );

  function choose({ id, state }: Option) {
    const held = { ...entry, data } as Message;
    if (state === "on") labelEntry(held, [], [id]);
    else labelEntry(held, [id], []);
  }

  return (
    <Picker
      label={t("Label this message")}
      placeholder={t("Labels of this message…")}
      options={options}
      choose={choose}
      close={close}
      anchor={anchor}
      many
    />
  );
}
