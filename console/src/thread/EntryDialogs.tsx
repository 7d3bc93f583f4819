import {
  Copy,
  CornerDownRight,
  History,
  Languages,
  Link2,
  Pencil,
  Reply,
  SmilePlus,
  Tag,
  Trash2,
} from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Message, Note } from "../api/thread-types";
import { useActions, useDesk } from "../app/context";
import { t } from "../i18n/t";
import { canTranslate } from "../state/translations";
import { withoutMarks } from "../text/markdown";
import { FormDialog } from "../ui/FormDialog";
import { Menu, type MenuItem } from "../ui/Menu";
import { capabilitiesOf } from "./capabilities";
import { type EntryDialog, useThread } from "./context";
import { MessageLabels } from "./MessageLabels";
import { editRefusal, mayDelete } from "./permissions";
import { React, useAllowed } from "./Reactions";
import { useTranslate } from "./useReading";

const Wordings = lazy(() => import("./Wordings"));

type Props = { dialog: EntryDialog; close: () => void };

function linkTo(entry: Message | Note): string {
  const page = location.href.split("#")[0];
  return `${page}#/conversations/${entry.conversation_id}?at=${entry.seq}`;
}

function useCopy() {
  const { complain } = useActions();
  return async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      complain(t("Not copied"), new Error(t("This browser does not let pages copy for you.")));
    }
  };
}

function EntryMenu({ dialog, close }: Props) {
  const { entry, anchor } = dialog;
  const { me, show, setEditing } = useThread();
  const desk = useActions();
  const rules = useDesk((state) => state.rules);
  const channels = useDesk((state) => state.channels);
  const [now] = useState(Date.now);
  const copy = useCopy();
  const translate = useTranslate();
  const translated = useDesk((state) => entry.id in state.translations);
  const note = entry.type === "note.added";
  const able = note ? null : capabilitiesOf(channels, entry.data.channel_id);
  const allowed = useAllowed(entry);
  const edit = editRefusal(entry, me, { rules, channels }, now);

  const write = () => document.getElementById("composer")?.focus();
  const items: (MenuItem | false)[] = [
    note
      ? {
          id: "answer",
          name: t("Answer in this note's thread"),
          icon: <CornerDownRight />,
          run: () => {
            desk.answerNote(entry.conversation_id, entry);
            write();
          },
        }
      : (able?.quotes ?? false) && {
          id: "quote",
          name: t("Reply with quote"),
          icon: <Reply />,
          run: () => {
            desk.quote(entry);
            write();
          },
        },
    allowed !== null && {
      id: "react",
      name: t("React"),
      icon: <SmilePlus />,
      run: () => show({ kind: "react", entry, anchor }),
    },
    entry.type === "message.received" &&
      entry.data.text !== "" &&
      !translated && {
        id: "translate",
        name: t("Translate"),
        icon: <Languages />,
        refusal: canTranslate(rules) ? null : t("No translation service is set up"),
        run: () => translate(entry.conversation_id, entry.id),
      },
    entry.data.text !== "" && {
      id: "copy",
      name: t("Copy text"),
      icon: <Copy />,
      run: () => copy(entry.data.text),
    },
    {
      id: "link",
      name: t("Copy link"),
      icon: <Link2 />,
      run: () => copy(linkTo(entry)),
    },
    !note && {
      id: "label",
      name: t("Label|do it"),
      icon: <Tag />,
      run: () => show({ kind: "labels", entry, anchor }),
    },
    edit !== undefined && {
      id: "edit",
      name: t("Edit"),
      icon: <Pencil />,
      refusal: edit,
      run: () => setEditing(entry.id),
    },
    !note &&
      Boolean(entry.data.edited_at) && {
        id: "history",
        name: t("Earlier wordings"),
        icon: <History />,
        run: () => show({ kind: "history", entry, anchor }),
      },
    mayDelete(entry, me) && {
      id: "delete",
      name: t("Delete"),
      icon: <Trash2 />,
      danger: true,
      run: () => show({ kind: "delete", entry }),
    },
  ];
  const label = note ? t("Actions on this note") : t("Actions on this message");
  const shown = items.filter((item) => item !== false);
  return <Menu label={label} items={shown} anchor={anchor} close={close} />;
}

function Deletion({ dialog: { entry }, close }: Props) {
  const { deleteEntry } = useActions();
  const channels = useDesk((state) => state.channels);
  const note = entry.type === "note.added";
  const words = withoutMarks(entry.data.text).slice(0, 80);
  const fate = () => {
    if (note) {
      return words
        ? t("“{words}” goes away for everyone. The audit log keeps it.", { words })
        : t("It goes away for everyone. The audit log keeps it.");
    }
    if (capabilitiesOf(channels, entry.data.channel_id).deletes) {
      return words
        ? t("“{words}” goes away here and for the customer, who sees that a message was deleted.", {
            words,
          })
        : t("It goes away here and for the customer, who sees that a message was deleted.");
    }
    return words
      ? t(
          "“{words}” goes away here only: this channel can't take messages back, so the customer keeps it.",
          { words },
        )
      : t(
          "It goes away here only: this channel can't take messages back, so the customer keeps it.",
        );
  };

  async function submit() {
    close();
    await deleteEntry(entry);
  }

  return (
    <FormDialog
      title={note ? t("Delete this note?") : t("Delete this message?")}
      verb={t("Delete")}
      submit={submit}
      close={close}
    >
      <p dir="auto">{fate()}</p>
    </FormDialog>
  );
}

/** What was asked for about one message or note. */
export default function EntryDialogs({ dialog, close }: Props) {
  const { kind, entry, anchor } = dialog;
  if (kind === "menu") return <EntryMenu dialog={dialog} close={close} />;
  if (kind === "delete") return <Deletion dialog={dialog} close={close} />;
  if (entry.type === "note.added") return null;
  if (kind === "labels") return <MessageLabels entry={entry} anchor={anchor} close={close} />;
  if (kind === "react") return <React entry={entry} anchor={anchor} close={close} />;
  return (
    <Suspense>
      <Wordings entry={entry} anchor={anchor} close={close} />
    </Suspense>
  );
}
