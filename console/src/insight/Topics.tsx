import type { Moment, Topic } from "@switchboard/protocol";
import { useLayoutEffect, useRef, useState } from "react";
import { t } from "../i18n/t";
import { percent, TONE_ASIDES, toneOfTopic } from "./mood";
import styles from "./Topics.module.css";
import { treemap } from "./treemap";

const MOST = 8;

type Props = {
  topics: readonly Topic[];
  trend: readonly Moment[];
  chosen: string | null;
  choose: (name: string | null) => void;
};

/** The width of an element by its height, as the window gives it. */
function useRatio() {
  const ref = useRef<HTMLUListElement>(null);
  const [ratio, setRatio] = useState(1.7);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => {
      const { width, height } = element.getBoundingClientRect();
      if (width > 0 && height > 0) setRatio(width / height);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, ratio };
}

/** What was spoken about: each topic as large as its share, in the colour of its mood. */
export function Topics({ topics, trend, chosen, choose }: Props) {
  const shown = [...topics].sort((a, b) => b.share - a.share).slice(0, MOST);
  const { ref, ratio } = useRatio();
  const areas = treemap(
    shown.map((topic) => Math.max(topic.share, 0.03)),
    ratio,
  );
  return (
    <ul ref={ref} className={styles.topics} data-testid="topics">
      {shown.map((topic, index) => {
        const { x, y, width, height } = areas[index] ?? { x: 0, y: 0, width: 0, height: 0 };
        const tone = toneOfTopic(topic, trend);
        const size = width * height;
        const share = percent(topic.share);
        const mood = tone && t(TONE_ASIDES[tone]);
        return (
          <li
            key={topic.name}
            className={styles.area}
            style={{
              insetInlineStart: `${x}%`,
              top: `${y}%`,
              width: `${width}%`,
              height: `${height}%`,
            }}
          >
            <button
              type="button"
              className={styles.topic}
              data-tone={tone ?? "unknown"}
              data-size={size > 2200 ? "large" : size > 800 ? "middle" : "small"}
              aria-pressed={topic.name === chosen}
              title={`${topic.name} · ${mood ? `${share}, ${mood}` : share}\n${topic.terms.join(", ")}`}
              onClick={() => choose(topic.name === chosen ? null : topic.name)}
            >
              <span className={styles.name} dir="auto">
                {topic.name}
              </span>
              <span className={styles.share}>
                {share}
                {mood && <span className={styles.mood}> · {mood}</span>}
              </span>
              <span className={styles.terms} dir="auto">
                {topic.terms.join(" · ")}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
