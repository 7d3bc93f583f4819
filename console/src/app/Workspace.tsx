/** The agent's screen: inboxes, a list, a conversation and its details, or one at a time. */
import { type CSSProperties, lazy, Suspense, useEffect, useState } from "react";
import { useCommands } from "../commands/commands";
import type DialogsView from "../commands/Dialogs";
import { useShortcuts } from "../commands/shortcuts";
import { t } from "../i18n/t";
import { InboxList } from "../inboxes/InboxList";
import { Sidebar } from "../inboxes/Sidebar";
import { type PaneName, WIDTHS } from "../state/layout";
import { Button } from "../ui/Button";
import { FullPage } from "../ui/FullPage";
import { Separator } from "../ui/Separator";
import { Toasts } from "../ui/Toasts";
import { ConnectionBar } from "./ConnectionBar";
import { useActions, useDesk } from "./context";
import { type Place, usePlace } from "./routes";
import { useNarrow, useSidebar } from "./sidebar-state";
import { useBadge } from "./useBadge";
import styles from "./Workspace.module.css";

// On its way at once beside the list, which does not wait for it.
const threadPane = import("../thread/ThreadPane");
const ThreadPane = lazy(() => threadPane);
// The rest comes when it is asked for.
const DetailsPanel = lazy(() => import("../details/DetailsPanel"));
const SearchPane = lazy(() => import("../search/SearchPane"));
const NewChatPane = lazy(() => import("../send/NewChatPane"));
const SettingsPane = lazy(() => import("../settings/SettingsPane"));
const Asks = lazy(() => import("../routing/Asks"));
const KnowledgePane = lazy(() => import("../knowledge/KnowledgePane"));

const DIALOGS_AFTER_MS = 300;

/** Loaded soon after the first screen, so that a key opens them at once and no letter is lost. */
function useDialogs() {
  const { complain } = useActions();
  const [dialogs, setDialogs] = useState<{ Dialogs: typeof DialogsView } | null>(null);
  const wanted = useDesk((desk) => desk.dialog !== null);
  useEffect(() => {
    if (dialogs) return;
    const load = () =>
      import("../commands/Dialogs")
        .then((part) => setDialogs({ Dialogs: part.default }))
        .catch((error) => complain(t("A part of the console could not be loaded"), error));
    const timer = setTimeout(load, wanted ? 0 : DIALOGS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [dialogs, wanted, complain]);
  return dialogs?.Dialogs;
}

function Edge({ pane, label, grows }: { pane: PaneName; label: string; grows: 1 | -1 }) {
  const { arrange } = useActions();
  const width = useDesk((desk) => desk.layout[pane]);
  const [least, usual, most] = WIDTHS[pane];
  return (
    <Separator
      label={label}
      grows={grows}
      width={width}
      least={least}
      most={most}
      set={(next) => arrange({ [pane]: next })}
      reset={() => arrange({ [pane]: usual })}
    />
  );
}

/** Tells the desk where the agent is. */
function usePresence() {
  const desk = useActions();
  const { place } = usePlace();
  const ready = useDesk((state) => state.me !== null);
  const { conversationId } = place;

  useEffect(() => {
    if (!ready) return;
    desk.open(conversationId);
    if (!conversationId) return;
    desk.loadSuggestions(conversationId);
    desk.readNotificationsOf(conversationId);
  }, [desk, ready, conversationId]);

  // Where one pane shows at a time, a conversation opens with its messages.
  const narrow = useNarrow();
  useEffect(() => {
    if (narrow && conversationId) desk.arrange({ detailsOpen: false });
  }, [desk, narrow, conversationId]);

  useEffect(() => {
    document.addEventListener("visibilitychange", desk.readWhatIsOpen);
    return () => document.removeEventListener("visibilitychange", desk.readWhatIsOpen);
  }, [desk]);
}

/** What has the whole screen beside the sidebar, without a list. */
const standsAlone = ({ section }: Place) => section === "settings" || section === "knowledge";

function Panes() {
  const { place } = usePlace();
  const open = useDesk((desk) => desk.layout.detailsOpen);
  const known = useDesk((desk) => (place.conversationId ?? "") in desk.rows);
  const edge = <Edge pane="list" label={t("Width of the list")} grows={1} />;
  if (standsAlone(place)) {
    return (
      <Suspense fallback={<main className={styles.waiting} />}>
        {place.section === "settings" ? <SettingsPane /> : <KnowledgePane />}
      </Suspense>
    );
  }
  return (
    <>
      {place.section === "search" ? (
        <Suspense fallback={<section className={styles.waiting} />}>
          <SearchPane edge={edge} />
        </Suspense>
      ) : (
        <InboxList edge={edge} />
      )}
      <Suspense fallback={<main className={styles.waiting} aria-label={t("Conversation")} />}>
        {place.first ? (
          <NewChatPane key={place.first.contact_id ?? place.first.address} to={place.first} />
        ) : (
          <ThreadPane />
        )}
      </Suspense>
      {open && known && (
        <Suspense fallback={<aside className={styles.waiting} aria-label={t("Details")} />}>
          <DetailsPanel
            id={place.conversationId as string}
            edge={<Edge pane="details" label={t("Width of the details")} grows={-1} />}
          />
        </Suspense>
      )}
    </>
  );
}

export function Workspace({ signOut }: { signOut: () => void }) {
  const desk = useActions();
  const { place, go } = usePlace();
  const sidebar = useSidebar();
  const startError = useDesk((state) => state.startError);
  const toasts = useDesk((state) => state.toasts);
  const connection = useDesk((state) => state.connection);
  const announcement = useDesk((state) => state.announcement);
  const dialog = useDesk((state) => state.dialog);
  const layout = useDesk((state) => state.layout);
  const Dialogs = useDialogs();
  const commands = useCommands({ signOut, toggleSidebar: sidebar.toggle });

  useBadge();
  useShortcuts(commands, dialog === null);
  usePresence();

  if (startError) {
    return (
      <FullPage title={t("Switchboard can't be reached")} text={startError}>
        <p className={styles.retry}>
          <Button tone="primary" onClick={desk.start}>
            {t("Try again")}
          </Button>
          <Button onClick={signOut}>{t("Sign out")}</Button>
        </p>
      </FullPage>
    );
  }
  const widths = {
    "--sidebar": sidebar.collapsed ? "60px" : `${layout.sidebar}px`,
    "--list": `${layout.list}px`,
    "--details": `${layout.details}px`,
  } as CSSProperties;
  return (
    <div
      className={styles.workspace}
      style={widths}
      data-alone={standsAlone(place)}
      data-pane={place.pane}
      data-details={layout.detailsOpen && place.conversationId !== null}
      data-collapsed={sidebar.collapsed}
      data-connection={connection}
    >
      <ConnectionBar />
      <div className={styles.panes}>
        <Sidebar
          collapsed={sidebar.collapsed}
          toggle={sidebar.toggle}
          signOut={signOut}
          edge={
            !sidebar.collapsed && (
              <Edge pane="sidebar" label={t("Width of the inboxes")} grows={1} />
            )
          }
        />
        <Panes />
      </div>
      {dialog && Dialogs && <Dialogs dialog={dialog} commands={commands} />}
      <Suspense fallback={null}>
        <Asks />
      </Suspense>
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
