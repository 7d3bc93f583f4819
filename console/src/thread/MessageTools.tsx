import { CornerDownRight, Ellipsis, Reply, SmilePlus, Tag } from "lucide-react";
import type { Written } from "../api/thread-types";
import { useActions, useDesk } from "../app/context";
import { t } from "../i18n/t";
import { Button } from "../ui/Button";
import { capabilitiesOf } from "./capabilities";
import { useThread } from "./context";
import styles from "./Message.module.css";

/** What is done most with one message, beside it while it is looked at. */
export function MessageTools({ entry }: { entry: Written }) {
  const { show } = useThread();
  const desk = useActions();
  const channels = useDesk((state) => state.channels);
  const isNote = entry.type === "note.added";
  const able = isNote ? null : capabilitiesOf(channels, entry.data.channel_id);
  const canReact = entry.type === "message.received" && able?.reactions;
  return (
    <div className={styles.beside}>
      <div className={styles.tools}>
        {canReact && (
          <Button
            tone="ghost"
            aria-label={t("React to this message")}
            aria-haspopup="dialog"
            icon={<SmilePlus />}
            onClick={(event) => {
              const anchor = event.currentTarget.getBoundingClientRect();
              show({ kind: "react", entry, anchor });
            }}
          />
        )}
        {(!able || able.quotes) && (
          <Button
            tone="ghost"
            aria-label={isNote ? t("Answer this note") : t("Reply to this message")}
            icon={isNote ? <CornerDownRight /> : <Reply />}
            onClick={() => {
              if (isNote) desk.answerNote(entry.conversation_id, entry);
              else desk.quote(entry);
              document.getElementById("composer")?.focus();
            }}
          />
        )}
        {!isNote && (
          <Button
            tone="ghost"
            aria-label={t("Label this message")}
            icon={<Tag />}
            onClick={(event) => {
              const anchor = event.currentTarget.getBoundingClientRect();
              show({ kind: "labels", entry, anchor });
            }}
          />
        )}
        <Button
          tone="ghost"
          aria-label={t("More actions")}
          aria-haspopup="menu"
          icon={<Ellipsis />}
          data-testid="message-menu"
          onClick={(event) => {
            const anchor = event.currentTarget.getBoundingClientRect();
            show({ kind: "menu", entry, anchor });
          }}
        />
      </div>
    </div>
  );
}
