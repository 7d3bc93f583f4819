/** What the company knows: its articles, what is read beside them, and what may become one. */
import { ArrowLeft } from "lucide-react";
import { useEffect } from "react";
import { Link } from "wouter";
import { useActions, useDesk } from "../app/context";
import { KNOWLEDGE, type KnowledgePage, knowledgePath, usePlace } from "../app/routes";
import { m, t } from "../i18n/t";
import common from "../settings/Settings.module.css";
import { useMay } from "../settings/useMay";
import { EmptyState } from "../ui/EmptyState";
import { ArticleList } from "./articles/ArticleList";
import { ArticlePage } from "./articles/ArticlePage";
import styles from "./knowledge.module.css";
import { useOpenProposals } from "./open-proposals";
import { ProposalQueue } from "./proposals/ProposalQueue";
import { SourceList } from "./sources/SourceList";
import { SourcePage } from "./sources/SourcePage";

const NAMES: Record<KnowledgePage, string> = {
  articles: m("Articles"),
  sources: m("Sources"),
  proposals: m("To approve"),
};

function Tabs({ current }: { current: KnowledgePage }) {
  const waiting = useOpenProposals();
  return (
    <nav className={common.tabs} aria-label={t("Knowledge")}>
      {KNOWLEDGE.map((each) => (
        <Link
          key={each}
          href={knowledgePath(each)}
          aria-current={each === current ? "page" : undefined}
        >
          {t(NAMES[each])}
          {each === "proposals" && waiting > 0 && (
            <span className={styles.tabCount}>{waiting > 99 ? "99+" : waiting}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}

function Shown() {
  const { place } = usePlace();
  const mayEdit = useMay("knowledge.manage");
  const [id] = place.within;
  if (place.knowledge === "articles") {
    return id ? <ArticlePage key={id} id={id} /> : <ArticleList />;
  }
  if (!mayEdit) {
    return (
      <EmptyState
        icon={<ArrowLeft />}
        title={t("This is settled by admins")}
        text={t("The articles are yours to read.")}
      />
    );
  }
  if (place.knowledge === "proposals") return <ProposalQueue />;
  return id ? <SourcePage key={id} id={id} /> : <SourceList />;
}

export default function KnowledgePane() {
  const desk = useActions();
  const { place } = usePlace();
  const ready = useDesk((state) => state.me !== null);
  const mayEdit = useMay("knowledge.manage");

  useEffect(() => {
    if (ready) desk.loadTeams();
  }, [desk, ready]);

  return (
    <main className={common.pane} aria-label={t("Knowledge")}>
      <div className={styles.column}>
        <header className={common.header}>
          <Link href="/" className={common.back} aria-label={t("Inboxes")}>
            <ArrowLeft aria-hidden="true" />
          </Link>
          <h1 className={common.title}>{t("Knowledge")}</h1>
        </header>
        {mayEdit ? <Tabs current={place.knowledge} /> : <div className={styles.gap} />}
        <section aria-label={t(NAMES[place.knowledge])}>{ready && <Shown />}</section>
      </div>
    </main>
  );
}
