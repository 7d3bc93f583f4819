import { t } from "../../i18n/t";
import { Waiting } from "../../settings/channels/Waiting";
import common from "../../settings/Settings.module.css";
import styles from "../knowledge.module.css";
import { AddSource } from "./AddSource";
import { SourceCard } from "./SourceCard";
import own from "./sources.module.css";
import { useSources } from "./useSources";

/** What is read beside the articles, each with how it is. */
export function SourceList() {
  const { items, error, reload, putOne } = useSources();
  if (!items) return <Waiting error={error} retry={reload} />;
  const first = items.length === 0;
  return (
    <div className={styles.stack}>
      {first ? (
        <div className={own.intro}>
          <h2>{t("What may answers come from?")}</h2>
          <p>
            {t(
              "Name your website, and its pages are read within minutes. From then on every customer's question finds the passage that answers it.",
            )}
          </p>
        </div>
      ) : (
        <p className={common.hint}>
          {t("What answers come from, beside your articles. Switch off what should not be used.")}
        </p>
      )}
      <AddSource key={String(first)} first={first} added={putOne} />
      <ul className={own.cards} aria-label={t("Sources")}>
        {items.map((source) => (
          <SourceCard key={source.id} source={source} put={putOne} />
        ))}
      </ul>
    </div>
  );
}
