/** Settings: what an agent chooses for themselves, and what the company agrees on. */
import { ArrowLeft } from "lucide-react";
import { Suspense } from "react";
import { Link } from "wouter";
import { useDesk } from "../app/context";
import { settingsPath, usePlace } from "../app/routes";
import { t } from "../i18n/t";
import { Waiting } from "./channels/Waiting";
import { GROUPS, mayOpen, PAGES } from "./pages";
import styles from "./Settings.module.css";

/** Every page that the agent may open, under what it is about. */
function Navigation() {
  const { place } = usePlace();
  const me = useDesk((desk) => desk.me);
  return (
    <nav className={styles.nav} aria-label={t("Settings")}>
      {GROUPS.map(({ name, pages }) => {
        const shown = pages.filter((page) => mayOpen(me, page));
        if (shown.length === 0) return null;
        return (
          <div key={name} className={styles.group}>
            <h2>{t(name)}</h2>
            <ul>
              {shown.map((page) => {
                const { icon: Icon, label } = PAGES[page];
                return (
                  <li key={page}>
                    <Link
                      href={settingsPath(page)}
                      aria-current={page === place.settings ? "page" : undefined}
                    >
                      <Icon aria-hidden="true" />
                      <span>{t(label)}</span>
                    </Link>
                  </li>
                );
              })}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

export default function SettingsPane() {
  const { place } = usePlace();
  const ready = useDesk((desk) => desk.me !== null);
  const { page: Page, label, wide, tabs } = PAGES[place.settings];
  // One thing of a page names itself, and the way back names the page.
  const isInside = place.within.length > 0 && !tabs;
  const name = t(label);
  return (
    <main className={styles.panes} aria-label={t("Settings")} data-pane={place.pane}>
      <div className={styles.side}>
        <header className={styles.header}>
          <Link href="/" className={styles.back} aria-label={t("Inboxes")}>
            <ArrowLeft aria-hidden="true" />
          </Link>
          <h1 className={styles.title}>{t("Settings")}</h1>
        </header>
        {ready && <Navigation />}
      </div>
      <div className={styles.content}>
        <section className={styles.column} data-wide={wide} aria-label={name}>
          {isInside ? (
            <h1 className="visually-hidden">{name}</h1>
          ) : (
            <header className={styles.pageHeader}>
              <Link href={settingsPath()} className={styles.back} aria-label={t("Settings")}>
                <ArrowLeft aria-hidden="true" />
              </Link>
              <h1 className={styles.title}>{name}</h1>
            </header>
          )}
          <Suspense fallback={<Waiting error="" retry={() => {}} />}>
            {ready && <Page key={place.settings} />}
          </Suspense>
        </section>
      </div>
    </main>
  );
}
