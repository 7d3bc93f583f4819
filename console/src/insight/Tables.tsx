import type { Insights } from "@switchboard/protocol";
import { t } from "../i18n/t";
import { absoluteTime } from "../text/time";
import { percent, TONE_WORDS, toneOf, toneOfTopic } from "./mood";
import styles from "./ZoomOut.module.css";

/** The same as the pictures, in words and figures. */
export function Tables({ insights }: { insights: Insights }) {
  const { topics, sentiment } = insights;
  return (
    <details className={styles.tables}>
      <summary>{t("As tables")}</summary>
      <table>
        <caption>{t("Topics")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("Topic")}</th>
            <th scope="col">{t("Share|part")}</th>
            <th scope="col">{t("Mood")}</th>
          </tr>
        </thead>
        <tbody>
          {topics.map((topic) => {
            const tone = toneOfTopic(topic, sentiment.trend);
            return (
              <tr key={topic.name}>
                <th scope="row">{topic.name}</th>
                <td>{percent(topic.share)}</td>
                <td>{tone ? t(TONE_WORDS[tone]) : t("Not known")}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {sentiment.trend.length > 0 && (
        <table>
          <caption>{t("Mood by message")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("When")}</th>
              <th scope="col">{t("Mood")}</th>
              <th scope="col">{t("From −1 to 1")}</th>
            </tr>
          </thead>
          <tbody>
            {sentiment.trend.map(({ message_id, at, score }) => (
              <tr key={message_id}>
                <th scope="row">{absoluteTime(at)}</th>
                <td>{t(TONE_WORDS[toneOf(score)])}</td>
                <td>{score.toFixed(2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
