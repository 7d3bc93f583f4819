/** Settings: what an agent chooses for themselves, and what the company agrees on. */
import { ArrowLeft } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";
import { Link } from "wouter";
import { useDesk } from "../app/context";
import { type SettingsPage, settingsPath, usePlace } from "../app/routes";
import { ChannelSettings } from "./channels/ChannelSettings";
import { LabelSettings } from "./LabelSettings";
import { MacroSettings } from "./MacroSettings";
import { PersonalSettings } from "./PersonalSettings";
import { PolicySettings } from "./PolicySettings";
import styles from "./Settings.module.css";
import { TemplateSettings } from "./TemplateSettings";

const AiSettings = lazy(() => import("./ai/AiSettings"));
const TranslationSettings = lazy(() => import("./ai/translation/TranslationSettings"));

type Page = {
  name: string;
  page: ReactNode;
  adminsOnly?: boolean;
  /** Two things stand beside each other. */
  wide?: boolean;
};

const PAGES: Record<SettingsPage, Page> = {
  me: { name: "Yours", page: <PersonalSettings /> },
  labels: { name: "Labels", page: <LabelSettings /> },
  templates: { name: "Templates", page: <TemplateSettings /> },
  macros: { name: "Macros", page: <MacroSettings /> },
  policy: { name: "Conversations", page: <PolicySettings /> },
  channels: { name: "Channels", page: <ChannelSettings />, adminsOnly: true },
  ai: { name: "AI agent", page: <AiSettings />, adminsOnly: true, wide: true },
  translation: { name: "Translation", page: <TranslationSettings /> },
};

/** The tabs scroll where there is no room for all of them. */
const inSight = (tab: HTMLElement | null) =>
  tab?.scrollIntoView?.({ block: "nearest", inline: "center" });

export default function SettingsPane() {
  const { place } = usePlace();
  const ready = useDesk((desk) => desk.me !== null);
  const isAdmin = useDesk((desk) => desk.me?.role === "admin");
  const shown = (Object.keys(PAGES) as SettingsPage[]).filter(
    (each) => isAdmin || !PAGES[each].adminsOnly,
  );
  const { name, page, wide } = PAGES[place.settings];
  return (
    <main className={styles.pane} aria-label="Settings">
      <div className={styles.column} data-wide={wide}>
        <header className={styles.header}>
          <Link href="/" className={styles.back} aria-label="Inboxes">
            <ArrowLeft aria-hidden="true" />
          </Link>
          <h1 className={styles.title}>Settings</h1>
        </header>
        <nav className={styles.tabs} aria-label="Settings">
          {shown.map((each) => (
            <Link
              key={each}
              href={settingsPath(each)}
              ref={each === place.settings ? inSight : null}
              aria-current={each === place.settings ? "page" : undefined}
            >
              {PAGES[each].name}
            </Link>
          ))}
        </nav>
        <section aria-label={name}>
          <Suspense fallback={null}>{ready && page}</Suspense>
        </section>
      </div>
    </main>
  );
}
