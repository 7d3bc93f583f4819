import type { Insights } from "@switchboard/protocol";
import { absoluteTime } from "../text/time";
import { TONE_WORDS, toneOf, toneOfTopic } from "./mood";
import styles from "./ZoomOut.module.css";

/** The same as the pictures, in words and figures. */
export function Tables({ insights }: { insights: Insights }) {
  const { topics, sentiment } = insights;
  return (
    <details className={styles.tables}>
      <summary>As tables</summary>
      <table>
        <caption>Topics</caption>
        <thead>
          <tr>
            <th scope="col">Topic</th>
            <th scope="col">Share</th>
            <th scope="col">Mood</th>
          </tr>
        </thead>
        <tbody>
          {topics.map((topic) => {
            const tone = toneOfTopic(topic, sentiment.trend);
            return (
              <tr key={topic.name}>
                <th scope="row">{topic.name}</th>
                <td>{Math.round(topic.share * 100)} %</td>
                <td>{tone ? TONE_WORDS[tone] : "Not known"}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {sentiment.trend.length > 0 && (
        <table>
          <caption>Mood by message</caption>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Mood</th>
              <th scope="col">From −1 to 1</th>
            </tr>
          </thead>
          <tbody>
            {sentiment.trend.map(({ message_id, at, score }) => (
              <tr key={message_id}>
                <th scope="row">{absoluteTime(at)}</th>
                <td>{TONE_WORDS[toneOf(score)]}</td>
                <td>{score.toFixed(2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
