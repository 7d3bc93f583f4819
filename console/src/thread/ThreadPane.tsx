import { CircleAlert, MessagesSquare } from "lucide-react";
import { useEffect } from "react";
import type { Conversation, Me } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { usePlace } from "../app/routes";
import { t } from "../i18n/t";
import { isMine } from "../state/lists";
import type { Thread } from "../state/thread";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { Composer } from "./Composer";
import { MergedAway } from "./MergedAway";
import { Preview } from "./Preview";
import { Suggestions } from "./Suggestions";
import { ThreadHeader } from "./ThreadHeader";
import styles from "./ThreadPane.module.css";
import { Timeline } from "./Timeline";
import { useTranslations } from "./useTranslations";

function Opened({ row, thread, me }: { row: Conversation; thread: Thread; me: Me }) {
  const { loadRules, loadChannels } = useActions();
  const unassigned = row.status === "open" && row.assignees.length === 0;
  const unknown = useDesk((desk) => desk.rules === null);
  const noChannels = useDesk((desk) => desk.channels.length === 0);

  // How long a message may be edited is the company's rule; what can be sent is the channel's.
  useEffect(() => {
    if (unknown) loadRules();
    if (noChannels) loadChannels();
  }, [unknown, noChannels, loadRules, loadChannels]);

  useTranslations(row.id, thread.state === "ready");

  return (
    <>
      <ThreadHeader row={row} me={me} />
      <Timeline key={row.id} row={row} thread={thread} me={me} />
      {row.merged_into ? (
        <MergedAway into={row.merged_into} />
      ) : (
        <>
          {unassigned && !isMine(row, me.id) && <Preview id={row.id} />}
          <Suggestions key={`suggestions-${row.id}`} id={row.id} thread={thread} />
          <Composer key={`composer-${row.id}`} row={row} thread={thread} me={me} />
        </>
      )}
    </>
  );
}

export default function ThreadPane() {
  const desk = useActions();
  const { place } = usePlace();
  const id = place.conversationId ?? "";
  const { at } = place;
  const row = useDesk((state) => state.rows[id]);
  const thread = useDesk((state) => state.threads[id]);
  const me = useDesk((state) => state.me);

  useEffect(() => {
    if (id && at !== null) desk.jump(id, at);
  }, [desk, id, at]);

  useEffect(() => {
    const leave = () => document.visibilityState === "hidden" && desk.saveDrafts();
    document.addEventListener("visibilitychange", leave);
    return () => document.removeEventListener("visibilitychange", leave);
  }, [desk]);

  return (
    <main
      className={styles.pane}
      aria-label={
        row ? t("Conversation with {name}", { name: row.contact.name }) : t("Conversation")
      }
    >
      {!id && (
        <EmptyState
          icon={<MessagesSquare />}
          title={t("No conversation selected")}
          text={t("Choose one from the list, or press J and Enter.")}
        />
      )}
      {id && thread?.state === "error" && thread.events.length === 0 && (
        <EmptyState
          icon={<CircleAlert />}
          title={t("This conversation did not load")}
          text={thread.error ?? t("Try again in a moment.")}
        >
          <Button onClick={() => desk.reloadThread(id)}>{t("Try again")}</Button>
        </EmptyState>
      )}
      {row && thread && me && !(thread.state === "error" && thread.events.length === 0) && (
        <Opened row={row} thread={thread} me={me} />
      )}
    </main>
  );
}
