/** The agent's screen: inboxes, a list and a conversation side by side, or one at a time. */
import { useEffect, useState } from "react";
import { CommandBar } from "../commands/CommandBar";
import { type Dialog, useCommands } from "../commands/commands";
import { HelpDialog } from "../commands/HelpDialog";
import { useShortcuts } from "../commands/shortcuts";
import { InboxList } from "../inboxes/InboxList";
import { Sidebar } from "../inboxes/Sidebar";
import { waitingCount } from "../state/desk";
import { ThreadPane } from "../thread/ThreadPane";
import { Button } from "../ui/Button";
import { FullPage } from "../ui/FullPage";
import { Toasts } from "../ui/Toasts";
import { ConnectionBar } from "./ConnectionBar";
import { useActions, useDesk } from "./context";
import { usePlace } from "./routes";
import { useSidebar } from "./sidebar-state";
import styles from "./Workspace.module.css";

function useTitle() {
  const waiting = useDesk(waitingCount);
  useEffect(() => {
    document.title =
      waiting > 0 ? `(${waiting > 99 ? "99+" : waiting}) Switchboard` : "Switchboard";
    return () => {
      document.title = "Switchboard";
    };
  }, [waiting]);
}

export function Workspace({ signOut }: { signOut: () => void }) {
  const desk = useActions();
  const { place, go } = usePlace();
  const sidebar = useSidebar();
  const [dialog, setDialog] = useState<Dialog>(null);
  const me = useDesk((state) => state.me);
  const startError = useDesk((state) => state.startError);
  const toasts = useDesk((state) => state.toasts);
  const connection = useDesk((state) => state.connection);
  const announcement = useDesk((state) => state.announcement);
  const commands = useCommands({ setDialog, signOut, toggleSidebar: sidebar.toggle });

  useTitle();
  useShortcuts(commands, dialog === null);

  const { inbox, filter, conversationId } = place;
  const ready = me !== null;
  useEffect(() => {
    if (ready) desk.showList(inbox, filter);
  }, [desk, ready, inbox, filter]);

  useEffect(() => {
    if (!ready) return;
    desk.open(conversationId);
    if (!conversationId) return;
    desk.loadSuggestions(conversationId);
    desk.readNotificationsOf(conversationId);
  }, [desk, ready, conversationId]);

  useEffect(() => {
    document.addEventListener("visibilitychange", desk.readWhatIsOpen);
    return () => document.removeEventListener("visibilitychange", desk.readWhatIsOpen);
  }, [desk]);

  if (startError) {
    return (
      <FullPage title="Switchboard can't be reached" text={startError}>
        <p className={styles.retry}>
          <Button tone="primary" onClick={desk.start}>
            Try again
          </Button>
          <Button onClick={signOut}>Sign out</Button>
        </p>
      </FullPage>
    );
  }
  return (
    <div
      className={styles.workspace}
      data-pane={place.pane}
      data-collapsed={sidebar.collapsed}
      data-connection={connection}
    >
      <ConnectionBar />
      <div className={styles.panes}>
        <Sidebar
          collapsed={sidebar.collapsed}
          toggle={sidebar.toggle}
          setDialog={setDialog}
          signOut={signOut}
        />
        <InboxList />
        <ThreadPane />
      </div>
      {dialog === "commands" && <CommandBar commands={commands} close={() => setDialog(null)} />}
      {dialog === "help" && <HelpDialog commands={commands} close={() => setDialog(null)} />}
      <Toasts
        toasts={toasts}
        dismiss={desk.dismissToast}
        open={(id) => go(`/conversations/${id}`)}
      />
      <p className="visually-hidden" aria-live="polite">
        {announcement}
      </p>
    </div>
  );
}
