import type { AiAgent } from "@switchboard/protocol";
import { type CSSProperties, useId } from "react";
import styles from "../ai.module.css";
import { Switch } from "../parts/Switch";
import type { Change } from "../useAgent";
import { Section } from "./Section";

const LEAST = 50;
const MOST = 99;

/** What a customer would notice of it. */
export function sureness(percent: number): string {
  if (percent >= 95) return "Answers least often, and is hardly ever wrong.";
  if (percent >= 85) return "Answers what it clearly knows. A good place to begin.";
  if (percent >= 70) return "Answers more often, and is wrong now and then.";
  return "Answers nearly everything, and will be wrong more often than you like.";
}

type Props = { agent: AiAgent; change: Change };

/** How sure it must be, and whether it may ask back. */
export function Limits({ agent, change }: Props) {
  const id = useId();
  const percent = Math.round(agent.threshold * 100);
  const filled = { "--filled": `${((percent - LEAST) / (MOST - LEAST)) * 100}%` } as CSSProperties;
  return (
    <Section title="How sure it must be">
      <div className={styles.slider}>
        <label htmlFor={id}>
          Answers only when at least <strong>{percent} %</strong> sure
        </label>
        <input
          id={id}
          type="range"
          min={LEAST}
          max={MOST}
          step={1}
          style={filled}
          value={percent}
          aria-valuetext={`${percent} %`}
          aria-describedby={`${id}-told`}
          onChange={(event) => change({ threshold: Number(event.target.value) / 100 })}
        />
        <p className={styles.ends} aria-hidden="true">
          <span>Answers more</span>
          <span>Errs less</span>
        </p>
        <p id={`${id}-told`} className={styles.small}>
          {sureness(percent)}
        </p>
      </div>
      <Switch
        label="Asks back when two answers are near"
        help="Once, with the two as buttons to press. Otherwise it hands over."
        on={agent.clarify}
        set={(clarify) => change({ clarify })}
      />
    </Section>
  );
}
