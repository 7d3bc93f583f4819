import { CornerDownRight, Reply, X } from "lucide-react";
import type { Conversation } from "../api/types";
import { t } from "../i18n/t";
import type { DraftPart } from "../state/drafts";
import type { Kind } from "../state/thread";
import { withoutMarks } from "../text/markdown";
import { Button } from "../ui/Button";
import type { Capabilities } from "./capabilities";
import styles from "./WrittenTo.module.css";

type Props = {
  row: Conversation;
  kind: Kind;
  part: DraftPart;
  able: Capabilities;
  edit: (change: Partial<DraftPart>) => void;
};

/** The message that is quoted, or the note that is answered, by what is being written. */
export function WrittenTo({ row, kind, part, able, edit }: Props) {
  const { reply_to: quote, parent } = part;
  if (kind === "reply" ? !quote : !parent) return null;
  const note = kind === "note";
  const whom = () => {
    if (note) return t("Answering {name}'s note", { name: parent?.name ?? "" });
    return quote?.author === "customer"
      ? t("Replying to {name}", { name: row.contact.name })
      : t("Replying to us");
  };
  const text = note ? parent?.text : quote?.text;
  return (
    <div className={styles.bar} data-testid="written-to">
      {note ? <CornerDownRight aria-hidden="true" /> : <Reply aria-hidden="true" />}
      <p className={styles.words}>
        <span className={styles.name} dir="auto">
          {whom()}
        </span>
        <span className={styles.text} dir="auto">
          {!note && !able.quotes
            ? t("This channel does not show what is answered")
            : withoutMarks(text ?? "") || t("Attachment")}
        </span>
      </p>
      <Button
        tone="ghost"
        aria-label={note ? t("Write a new note instead") : t("Remove the quote")}
        icon={<X />}
        onClick={() => edit(note ? { parent: null } : { reply_to: null })}
      />
    </div>
  );
}
