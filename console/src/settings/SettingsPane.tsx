/** Settings: what an agent chooses for themselves, and what the company agrees on. */
import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useDesk } from "../app/context";
import { type SettingsPage, settingsPath, usePlace } from "../app/routes";
import { ChannelSettings } from "./channels/ChannelSettings";
import { LabelSettings } from "./LabelSettings";
import { PersonalSettings } from "./PersonalSettings";
import { PolicySettings } from "./PolicySettings";
import styles from "./Settings.module.css";
import { TemplateSettings } from "./TemplateSettings";

const PAGES: Record<SettingsPage, { name: string; page: ReactNode; adminsOnly?: boolean }> = {
  me: { name: "Yours", page: <PersonalSettings /> },
  labels: { name: "Labels", page: <LabelSettings /> },
  templates: { name: "Templates", page: <TemplateSettings /> },
  policy: { name: "Conversations", page: <PolicySettings /> },
  channels: { name: "Channels", page: <ChannelSettings />, adminsOnly: true },
};

export default function SettingsPane() {
  const { place } = usePlace();
  const ready = useDesk((desk) => desk.me !== null);
  const isAdmin = useDesk((desk) => desk.me?.role === "admin");
  const shown = (Object.keys(PAGES) as SettingsPage[]).filter(
    (each) => isAdmin || !PAGES[each].adminsOnly,
  );
  const { name, page } = PAGES[place.settings];
  return (
    <main className={styles.pane} aria-label="Settings">
      <div className={styles.column}>
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
              aria-current={each === place.settings ? "page" : undefined}
            >
              {PAGES[each].name}
            </Link>
          ))}
        </nav>
        <section aria-label={name}>{ready && page}</section>
      </div>
    </main>
  );
}
