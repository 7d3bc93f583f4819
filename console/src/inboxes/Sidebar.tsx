import {
  AtSign,
  Bookmark,
  BookOpen,
  CircleHelp,
  Hourglass,
  Inbox as InboxIcon,
  Layers,
  PanelLeft,
  Search,
  Settings,
  SquarePen,
  Star,
  UserRound,
  Users,
  X,
} from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";
import { Link } from "wouter";
import type { InboxId, SavedView } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { knowledgePath, pathOf, settingsPath, usePlace } from "../app/routes";
import { useNarrow } from "../app/sidebar-state";
import { t, tn } from "../i18n/t";
import type { ListId } from "../state/queries";
import { Button } from "../ui/Button";
import { Logo } from "../ui/Logo";
import { MeMenu } from "./MeMenu";
import { Notifications } from "./Notifications";
import styles from "./Sidebar.module.css";
import { listName } from "./useListQuery";
import { WriteFirst } from "./WriteFirst";

const OpenProposals = lazy(() => import("../knowledge/OpenProposals"));

type Shown = Counts & { id: ListId };
type Counts = { open?: number; unreplied?: number; unread?: number | null };

/** There before the first counts have come, too. */
const OWN: readonly InboxId[] = ["me", "unassigned", "mentions", "starred"];

const ICONS: Partial<Record<ListId, ReactNode>> = {
  me: <UserRound />,
  unassigned: <InboxIcon />,
  mentions: <AtSign />,
  waiting: <Hourglass />,
  starred: <Star />,
  all: <Layers />,
};

function countText(count: number): string {
  return count > 99 ? "99+" : String(count);
}

const waitingText = (count: number) =>
  tn(count, "{count} waiting", "{count} waiting", { count: countText(count) });
const unrepliedText = (count: number) =>
  tn(count, "{count} unreplied", "{count} unreplied", { count: countText(count) });
const unreadText = (count: number) =>
  tn(count, "{count} unread", "{count} unread", { count: countText(count) });

type ItemProps = { id: ListId; name: string; icon: ReactNode; counts: Counts };

function Item({ id, name, icon, counts }: ItemProps) {
  const { place } = usePlace();
  const { open = 0, unreplied = 0 } = counts;
  const unread = counts.unread ?? 0;
  const current = place.section === "inbox" && place.inbox === id;
  const told = [
    unreplied > 0 ? (id === "waiting" ? waitingText : unrepliedText)(unreplied) : "",
    unread > 0 ? unreadText(unread) : "",
  ].filter(Boolean);
  return (
    <Link
      href={pathOf(id)}
      className={styles.inbox}
      data-testid={`inbox-${id}`}
      data-count={open}
      data-unreplied={unreplied}
      data-unread={unread}
      aria-current={current ? "page" : undefined}
      title={[name, ...told].join(" · ")}
    >
      {icon}
      <span className={styles.name} dir="auto">
        {name}
      </span>
      {told.length > 0 && <span className="visually-hidden">{told.join(", ")}</span>}
      {unread > 0 && (
        <span className={styles.unread} aria-hidden="true">
          {countText(unread)}
        </span>
      )}
      {unreplied > 0 && (
        <span className={styles.count} aria-hidden="true">
          {countText(unreplied)}
        </span>
      )}
    </Link>
  );
}

function ViewItem({ view }: { view: SavedView }) {
  const desk = useActions();
  const { place, go } = usePlace();
  const id: ListId = `view:${view.id}`;
  async function remove() {
    if ((await desk.deleteView(view.id)) && place.inbox === id) go(pathOf("unassigned"));
  }
  return (
    <li className={styles.view}>
      <Item
        id={id}
        name={view.name}
        icon={<Bookmark />}
        counts={view.count === null ? {} : { unreplied: view.count, open: view.count }}
      />
      <button
        type="button"
        className={styles.remove}
        aria-label={t("Delete the view {name}", { name: view.name })}
        onClick={remove}
      >
        <X aria-hidden="true" />
      </button>
    </li>
  );
}

function Lists() {
  const inboxes = useDesk((desk) => desk.inboxes);
  const views = useDesk((desk) => desk.views);
  const teams = inboxes.filter((inbox) => inbox.id.startsWith("team:"));
  const all = inboxes.find((inbox) => inbox.id === "all");
  const waiting = useDesk((desk) => desk.waiting);
  const own = OWN.map((id) => inboxes.find((inbox) => inbox.id === id) ?? { id });
  const shown: Shown[] = [...own, ...(all ? [all] : [])];
  const queue = { id: "waiting" as const, open: waiting, unreplied: waiting };
  shown.splice(2, 0, queue);
  return (
    <nav className={styles.nav} aria-label={t("Inboxes")}>
      <ul>
        {shown.map((inbox) => (
          <li key={inbox.id}>
            <Item id={inbox.id} name={listName(inbox.id)} icon={ICONS[inbox.id]} counts={inbox} />
          </li>
        ))}
      </ul>
      {teams.length > 0 && <h2 className={styles.heading}>{t("Teams")}</h2>}
      <ul>
        {teams.map((inbox) => (
          <li key={inbox.id}>
            <Item id={inbox.id} name={inbox.name} icon={<Users />} counts={inbox} />
          </li>
        ))}
      </ul>
      {views.length > 0 && <h2 className={styles.heading}>{t("Views")}</h2>}
      <ul>
        {views.map((view) => (
          <ViewItem key={view.id} view={view} />
        ))}
      </ul>
    </nav>
  );
}

function Modules() {
  const { place } = usePlace();
  const reviews = useDesk((desk) => desk.me?.permissions.includes("knowledge.manage"));
  return (
    <nav className={styles.modules} aria-label={t("Modules")}>
      <Link
        href={knowledgePath()}
        className={styles.inbox}
        data-testid="knowledge"
        aria-current={place.section === "knowledge" ? "page" : undefined}
        title={t("Knowledge")}
      >
        <BookOpen />
        <span className={styles.name}>{t("Knowledge")}</span>
        {reviews && (
          <Suspense fallback={null}>
            <OpenProposals className={styles.count} />
          </Suspense>
        )}
      </Link>
    </nav>
  );
}

type Props = {
  collapsed: boolean;
  toggle: () => void;
  signOut: () => void;
  edge: ReactNode;
};

export function Sidebar({ collapsed, toggle, signOut, edge }: Props) {
  const desk = useActions();
  const { go } = usePlace();
  const account = useDesk((state) => state.me?.account.name);
  // Alone on a narrow screen, it is what the page is about.
  const narrow = useNarrow();
  const [Pane, Title] = narrow ? (["main", "h1"] as const) : (["aside", "p"] as const);
  return (
    <Pane className={styles.sidebar} data-collapsed={collapsed}>
      {edge}
      <header className={styles.header}>
        <Logo />
        <Title className={styles.account} title={account} dir="auto">
          {account}
        </Title>
        <Notifications />
        <Button
          tone="ghost"
          icon={<SquarePen />}
          aria-label={t("New chat")}
          hint={t("New chat")}
          shortcut="c"
          onClick={() => desk.show({ kind: "new-chat" })}
        />
      </header>
      <button
        type="button"
        className={styles.search}
        onClick={() => desk.show({ kind: "commands" })}
      >
        <Search aria-hidden="true" />
        <span className={styles.name}>{t("Search or run…")}</span>
        <kbd>{/Mac|iP/.test(navigator.platform) ? "⌘K" : t("Ctrl K")}</kbd>
      </button>
      <Lists />
      <Modules />
      {!collapsed && <WriteFirst />}
      <footer className={styles.footer}>
        <MeMenu signOut={signOut} />
        <div className={styles.tools}>
          <Button
            tone="ghost"
            aria-label={t("Settings")}
            icon={<Settings />}
            onClick={() => go(settingsPath())}
          />
          <Button
            tone="ghost"
            aria-label={t("Keyboard shortcuts")}
            className={styles.help}
            icon={<CircleHelp />}
            onClick={() => desk.show({ kind: "help" })}
          />
          <Button
            tone="ghost"
            className={styles.collapse}
            aria-label={collapsed ? t("Expand sidebar") : t("Collapse sidebar")}
            icon={<PanelLeft />}
            onClick={toggle}
          />
        </div>
      </footer>
    </Pane>
  );
}
