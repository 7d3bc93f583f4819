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
import type { ListId } from "../state/queries";
import { Button } from "../ui/Button";
import { Logo } from "../ui/Logo";
import { MeMenu } from "./MeMenu";
import { Notifications } from "./Notifications";
import styles from "./Sidebar.module.css";
import { WriteFirst } from "./WriteFirst";

const OpenProposals = lazy(() => import("../knowledge/OpenProposals"));

type Shown = Counts & { id: ListId; name: string };
type Counts = { open?: number; unreplied?: number; unread?: number | null };

/** Before the first counts have come. */
const OWN: (Counts & { id: InboxId; name: string })[] = [
  { id: "me", name: "My inbox" },
  { id: "unassigned", name: "Unassigned" },
  { id: "mentions", name: "Mentions" },
  { id: "starred", name: "Starred" },
];

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

type ItemProps = { id: ListId; name: string; icon: ReactNode; counts: Counts };

function Item({ id, name, icon, counts }: ItemProps) {
  const { place } = usePlace();
  const { open = 0, unreplied = 0 } = counts;
  const unread = counts.unread ?? 0;
  const current = place.section === "inbox" && place.inbox === id;
  const told = [
    unreplied > 0 ? `${countText(unreplied)} ${id === "waiting" ? "waiting" : "unreplied"}` : "",
    unread > 0 ? `${countText(unread)} unread` : "",
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
        aria-label={`Delete the view ${view.name}`}
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
  const own = OWN.map((each) => inboxes.find((inbox) => inbox.id === each.id) ?? each);
  const shown: Shown[] = [...own, ...(all ? [all] : [])];
  const queue = { id: "waiting" as const, name: "Waiting", open: waiting, unreplied: waiting };
  shown.splice(2, 0, queue);
  return (
    <nav className={styles.nav} aria-label="Inboxes">
      <ul>
        {shown.map((inbox) => (
          <li key={inbox.id}>
            <Item id={inbox.id} name={inbox.name} icon={ICONS[inbox.id]} counts={inbox} />
          </li>
        ))}
      </ul>
      {teams.length > 0 && <h2 className={styles.heading}>Teams</h2>}
      <ul>
        {teams.map((inbox) => (
          <li key={inbox.id}>
            <Item id={inbox.id} name={inbox.name} icon={<Users />} counts={inbox} />
          </li>
        ))}
      </ul>
      {views.length > 0 && <h2 className={styles.heading}>Views</h2>}
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
    <nav className={styles.modules} aria-label="Modules">
      <Link
        href={knowledgePath()}
        className={styles.inbox}
        data-testid="knowledge"
        aria-current={place.section === "knowledge" ? "page" : undefined}
        title="Knowledge"
      >
        <BookOpen />
        <span className={styles.name}>Knowledge</span>
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
          aria-label="New chat"
          hint="New chat"
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
        <span className={styles.name}>Search or run…</span>
        <kbd>{/Mac|iP/.test(navigator.platform) ? "⌘K" : "Ctrl K"}</kbd>
      </button>
      <Lists />
      <Modules />
      {!collapsed && <WriteFirst />}
      <footer className={styles.footer}>
        <MeMenu signOut={signOut} />
        <div className={styles.tools}>
          <Button
            tone="ghost"
            aria-label="Settings"
            icon={<Settings />}
            onClick={() => go(settingsPath())}
          />
          <Button
            tone="ghost"
            aria-label="Keyboard shortcuts"
            className={styles.help}
            icon={<CircleHelp />}
            onClick={() => desk.show({ kind: "help" })}
          />
          <Button
            tone="ghost"
            className={styles.collapse}
            aria-label={collapsed ? "Expand sidebar" : "Collapse sidebar"}
            icon={<PanelLeft />}
            onClick={toggle}
          />
        </div>
      </footer>
    </Pane>
  );
}
