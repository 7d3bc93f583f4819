import type { Moment } from "@switchboard/protocol";
import { t } from "../i18n/t";
import { absoluteTime } from "../text/time";
import styles from "./MoodLine.module.css";
import { TONE_WORDS, type Turn, toneOf } from "./mood";

type Props = {
  trend: readonly Moment[];
  turns: readonly Turn[];
  /** What was said, for the alternative in words. */
  textOf: (messageId: string) => string | undefined;
  /** Leads to a message; absent where it stands in another conversation. */
  jump?: (messageId: string) => void;
};

type Point = Moment & { x: number; y: number };

/** Where each message stands, in percent from the start and from the top. */
function pointsOf(trend: readonly Moment[]): Point[] {
  const last = Math.max(trend.length - 1, 1);
  return trend.map((each, index) => ({
    ...each,
    x: trend.length === 1 ? 50 : (index / last) * 100,
    y: 50 - Math.max(-1, Math.min(1, each.score)) * 50,
  }));
}

const path = (points: readonly Point[]) =>
  points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join("");

/** The mood from message to message: up is good, and what moved it most has a number. */
export function MoodLine({ trend, turns, textOf, jump }: Props) {
  const points = pointsOf(trend);
  const line = path(points);
  const [first, last] = [points[0], points.at(-1)];
  return (
    <div className={styles.mood}>
      <div className={styles.scale} aria-hidden="true">
        <span>{t("Good")}</span>
        <span>{t("Bad")}</span>
      </div>
      <div className={styles.plot} dir="ltr">
        <svg
          className={styles.lines}
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <path className={styles.zero} d="M0 50H100" />
          {first && last && (
            <path className={styles.fill} d={`${line}L${last.x} 50L${first.x} 50Z`} />
          )}
          <path className={styles.line} d={line} />
        </svg>
        {points.map(({ message_id, x, y, score, at }) => {
          const number = turns.findIndex((turn) => turn.message_id === message_id) + 1;
          // What moved it has the colour of where it moved to.
          const change = turns[number - 1]?.change;
          const told = { mood: t(TONE_WORDS[toneOf(score)]), time: absoluteTime(at) };
          const look = {
            className: styles.dot,
            style: { left: `${x}%`, top: `${y}%` },
            "data-tone": change === undefined ? toneOf(score) : change > 0 ? "good" : "bad",
            "data-turn": number > 0,
            title: [textOf(message_id), t("{mood}, {time}", told)].filter(Boolean).join("\n"),
          };
          if (!jump) {
            return (
              <span key={message_id} {...look} aria-hidden="true">
                {number || ""}
              </span>
            );
          }
          return (
            <button
              key={message_id}
              type="button"
              {...look}
              aria-label={t("{mood}, {time}: show the message", told)}
              onClick={() => jump(message_id)}
            >
              {number || ""}
            </button>
          );
        })}
      </div>
    </div>
  );
}
