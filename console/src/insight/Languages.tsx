import type { Insights } from "@switchboard/protocol";
import { t } from "../i18n/t";
import { languageName } from "../text/languages";
import { percent } from "./mood";
import styles from "./ZoomOut.module.css";

/** How much was written in which language. */
export function Languages({ languages }: Pick<Insights, "languages">) {
  if (languages.length === 0) return null;
  const [only] = languages;
  if (languages.length === 1 && only) {
    const language = languageName(only.language);
    return <p className={styles.fact}>{t("All in {language}", { language })}</p>;
  }
  return (
    <>
      <div className={styles.bar} aria-hidden="true">
        {languages.map(({ language, share }) => (
          <span key={language} style={{ flexGrow: share }} />
        ))}
      </div>
      <ul className={styles.languages}>
        {languages.map(({ language, share }) => (
          <li key={language}>
            {languageName(language)} <span>{percent(share)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
