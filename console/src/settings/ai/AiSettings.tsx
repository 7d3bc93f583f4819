/** Settings of the AI agent: how it is, how it does, and what it may ask of the company's systems. */
import { Sparkles } from "lucide-react";
import { useEffect } from "react";
import { Link } from "wouter";
import { useActions } from "../../app/context";
import { settingsPath, usePlace } from "../../app/routes";
import { m, t } from "../../i18n/t";
import { EmptyState } from "../../ui/EmptyState";
import { useMay } from "../useMay";
import styles from "./ai.module.css";
import { Report } from "./report/Report";
import { Setup } from "./Setup";
import { ToolSettings } from "./tools/ToolSettings";

const Tools = () => (
  <div className={styles.tools}>
    <ToolSettings />
  </div>
);

const PAGES = [
  { id: "", name: m("Setup"), page: <Setup /> },
  { id: "report", name: m("Report"), page: <Report /> },
  { id: "tools", name: m("Tools"), page: <Tools /> },
];

export default function AiSettings() {
  const desk = useActions();
  const { place } = usePlace();
  const mayChange = useMay("knowledge.manage");
  const [first = ""] = place.within;
  const shown = PAGES.find((each) => each.id === first) ?? PAGES[0];

  useEffect(() => {
    if (!mayChange) return;
    desk.loadTeams();
    desk.loadChannels();
  }, [desk, mayChange]);

  if (!mayChange) {
    return (
      <EmptyState
        icon={<Sparkles />}
        title={t("The AI agent is settled by admins")}
        text={t("Ask one of your admins to change how it answers.")}
      />
    );
  }
  return (
    <>
      <nav className={styles.pages} aria-label={t("AI agent")}>
        {PAGES.map(({ id, name }) => (
          <Link
            key={id}
            href={settingsPath("ai", ...(id ? [id] : []))}
            aria-current={id === shown?.id ? "page" : undefined}
          >
            {t(name)}
          </Link>
        ))}
      </nav>
      {shown?.page}
    </>
  );
}
