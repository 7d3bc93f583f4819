/** What is known about the open conversation, what helps to answer it, beside the messages. */
import { BookOpen, ChartNoAxesCombined, Info, Sparkles, X } from "lucide-react";
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useState } from "react";
import type { Conversation } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { useNarrow } from "../app/sidebar-state";
import { m, t } from "../i18n/t";
import type { PanelTab } from "../state/desk";
import { Button } from "../ui/Button";
import { ContactSection } from "./ContactSection";
import styles from "./DetailsPanel.module.css";
import { LabelProposals } from "./LabelProposals";
import { NotesSection } from "./NotesSection";
import { OthersSection } from "./OthersSection";
import { Properties } from "./Properties";
import tabStyles from "./Tabs.module.css";

const ArticlesPanel = lazy(() => import("./ArticlesPanel"));
const RoutingSection = lazy(() => import("../routing/RoutingSection"));
const CopilotPanel = lazy(() => import("../copilot/CopilotPanel"));

const TABS = [
  { tab: "details", name: m("Details"), icon: Info },
  { tab: "articles", name: m("Articles"), icon: BookOpen },
  { tab: "copilot", name: m("Copilot"), icon: Sparkles },
] as const;

function Tabs({ shown }: { shown: PanelTab }) {
  const { openPanel } = useActions();

  function onKey(event: KeyboardEvent<HTMLDivElement>) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = TABS.findIndex(({ tab }) => tab === shown);
    const next = (at + step + TABS.length) % TABS.length;
    openPanel(TABS[next]?.tab ?? "details");
    event.currentTarget.querySelectorAll("button")[next]?.focus();
  }

  return (
    <div
      className={tabStyles.tabs}
      role="tablist"
      aria-label={t("Beside the conversation")}
      onKeyDown={onKey}
    >
      {TABS.map(({ tab, name, icon: Icon }) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`panel-${tab}`}
          className={tabStyles.tab}
          aria-selected={tab === shown}
          aria-controls={`panel-${tab}-content`}
          tabIndex={tab === shown ? 0 : -1}
          data-testid={`panel-${tab}`}
          onClick={() => openPanel(tab)}
        >
          <Icon aria-hidden="true" /> {t(name)}
        </button>
      ))}
    </div>
  );
}

function Facts({ row }: { row: Conversation }) {
  const desk = useActions();
  return (
    <>
      <ContactSection key={row.contact.id} row={row} />
      <Properties key={row.id} row={row}>
        <LabelProposals key={row.id} row={row} />
      </Properties>
      <Suspense fallback={null}>
        <RoutingSection key={`routing-${row.id}`} row={row} />
      </Suspense>
      <div className={styles.section}>
        <button
          type="button"
          className={tabStyles.zoom}
          data-testid="zoom-out-details"
          onClick={() => desk.show({ kind: "zoom-out", ids: [row.id] })}
        >
          <ChartNoAxesCombined aria-hidden="true" />
          <span>
            {t("Zoom out")}
            <span className={tabStyles.fact}>{t("Topics, mood and languages at a glance")}</span>
          </span>
        </button>
      </div>
      <NotesSection key={`notes-${row.id}`} row={row} />
      <OthersSection key={`others-${row.id}`} row={row} />
    </>
  );
}

function contentOf(tab: PanelTab, row: Conversation) {
  if (tab === "details") return <Facts row={row} />;
  if (tab === "articles") return <ArticlesPanel id={row.id} />;
  return <CopilotPanel key={row.id} row={row} />;
}

export default function DetailsPanel({ id, edge }: { id: string; edge: ReactNode }) {
  const desk = useActions();
  const row = useDesk((state) => state.rows[id]);
  const shown = useDesk((state) => state.panel.tab);
  // What was looked at keeps its place while another tab shows.
  const [seen, setSeen] = useState<readonly PanelTab[]>([shown]);
  if (!seen.includes(shown)) setSeen([...seen, shown]);
  // Alone on a narrow screen, it is what the page is about.
  const narrow = useNarrow();
  const [Pane, Title] = narrow ? (["main", "h1"] as const) : (["aside", "h2"] as const);
  if (!row) return null;
  return (
    <Pane className={styles.panel} aria-label={t("Details")} data-testid="details">
      {edge}
      <header className={styles.header}>
        <Title className="visually-hidden">
          {t("Conversation #{number}", { number: row.number })}
        </Title>
        <Tabs shown={shown} />
        <Button
          tone="ghost"
          icon={<X />}
          aria-label={t("Close the details")}
          shortcut="]"
          hint={t("Close")}
          onClick={desk.toggleDetails}
        />
      </header>
      {seen.map((tab) => (
        <div
          key={tab}
          id={`panel-${tab}-content`}
          className={tab === "details" ? styles.scroller : tabStyles.content}
          role="tabpanel"
          aria-labelledby={`panel-${tab}`}
          hidden={tab !== shown}
        >
          <Suspense fallback={null}>{contentOf(tab, row)}</Suspense>
        </div>
      ))}
    </Pane>
  );
}
