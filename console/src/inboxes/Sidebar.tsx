import type { Inbox, InboxId } from "@switchboard/protocol";
import {
  CircleHelp,
  Inbox as InboxIcon,
  Layers,
  PanelLeft,
  Search,
  UserRound,
  Users,
} from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useDesk } from "../app/context";
import { pathOf, usePlace } from "../app/routes";
import type { Dialog } from "../commands/commands";
import { Button } from "../ui/Button";
import { Logo } from "../ui/Logo";
import { MeMenu } from "./MeMenu";
import { Notifications } from "./Notifications";
import styles from "./Sidebar.module.css";

type LinkProps = { id: InboxId; name: string; icon: ReactNode; count?: number; current: boolean };

function countText(count: number): string {
  return count > 99 ? "99+" : String(count);
}

function InboxLink({ id, name, icon, count, current }: LinkProps) {
  return (
    <li>
      <Link
        href={pathOf(id)}
        className={styles.inbox}
        data-testid={`inbox-${id}`}
        data-count={count}
        aria-current={current ? "page" : undefined}
        title={name}
      >
        {icon}
        <span className={styles.name}>{name}</span>
        {count !== undefined && count > 0 && (
          <span className={styles.count}>
            {countText(count)}
            <span className="visually-hidden"> open</span>
          </span>
        )}
      </Link>
    </li>
  );
}

const OWN: Inbox[] = [
  { id: "me", name: "My inbox", open: 0 },
  { id: "unassigned", name: "Unassigned", open: 0 },
];

function iconOf(id: InboxId): ReactNode {
  if (id === "me") return <UserRound />;
  if (id === "unassigned") return <InboxIcon />;
  return id === "all" ? <Layers /> : <Users />;
}

type Props = {
  collapsed: boolean;
  toggle: () => void;
  setDialog: (dialog: Dialog) => void;
  signOut: () => void;
};

export function Sidebar({ collapsed, toggle, setDialog, signOut }: Props) {
  const me = useDesk((desk) => desk.me);
  const inboxes = useDesk((desk) => desk.inboxes);
  const { place } = usePlace();
  const own = OWN.map((each) => inboxes.find((inbox) => inbox.id === each.id) ?? each);
  const teams = inboxes.filter((inbox) => inbox.id.startsWith("team:"));

  const link = ({ id, name }: Pick<Inbox, "id" | "name">, count?: number) => (
    <InboxLink
      key={id}
      id={id}
      name={name}
      icon={iconOf(id)}
      {...(count === undefined ? {} : { count })}
      current={place.inbox === id}
    />
  );

  return (
    <aside className={styles.sidebar} data-collapsed={collapsed}>
      <header className={styles.header}>
        <Logo />
        <span className={styles.account} title={me?.account.name}>
          {me?.account.name}
        </span>
        <Notifications />
      </header>
      <button type="button" className={styles.search} onClick={() => setDialog("commands")}>
        <Search aria-hidden="true" />
        <span className={styles.name}>Search or run…</span>
        <kbd>{/Mac|iP/.test(navigator.platform) ? "⌘K" : "Ctrl K"}</kbd>
      </button>
      <nav className={styles.nav} aria-label="Inboxes">
        <ul>
          {own.map((inbox) => link(inbox, inbox.open))}
          {me?.role === "admin" && link({ id: "all", name: "All conversations" })}
        </ul>
        {teams.length > 0 && <h2 className={styles.heading}>Teams</h2>}
        <ul>{teams.map((inbox) => link(inbox, inbox.open))}</ul>
      </nav>
      <footer className={styles.footer}>
        <MeMenu signOut={signOut} />
        <div className={styles.tools}>
          <Button
            tone="ghost"
            aria-label="Keyboard shortcuts"
            icon={<CircleHelp />}
            onClick={() => setDialog("help")}
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
    </aside>
  );
}
