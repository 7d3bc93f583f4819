import type { AiAgent } from "@switchboard/protocol";
import { type CSSProperties, useId } from "react";
import { t } from "../../../i18n/t";
import { tx } from "../../../i18n/tx";
import styles from "../ai.module.css";
import { Switch } from "../parts/Switch";
import type { Change } from "../useAgent";
import { Section } from "./Section";

const LEAST = 50;
const MOST = 99;

/** What a customer would notice of it. */
export function sureness(percent: number): string {
  if (percent >= 95) return t("Answers least often, and is hardly ever wrong.");
  if (percent >= 85) return t("Answers what it clearly knows. A good place to begin.");
  if (percent >= 70) return t("Answers more often, and is wrong now and then.");
  return t("Answers nearly everything, and will be wrong more often than you like.");
}

type Props = { agent: AiAgent; change: Change };

/** How sure it must be, and whether it may ask back. */
export function Limits({ agent, change }: Props) {
  const id = useId();
  const percent = Math.round(agent.threshold * 100);
  const share = t("{percent} %", { percent });
  const filled = { "--filled": `${((percent - LEAST) / (MOST - LEAST)) * 100}%` } as CSSProperties;
  return (
    <Section title={t("How sure it must be")}>
      <div className={styles.slider}>
        <label htmlFor={id}>
          {tx("Answers only when at least {share} sure", { share: <strong>{share}</strong> })}
        </label>
        <input
          id={id}
          type="range"
          min={LEAST}
          max={MOST}
          step={1}
          style={filled}
          value={percent}
          aria-valuetext={share}
          aria-describedby={`${id}-told`}
          onChange={(event) => change({ threshold: Number(event.target.value) / 100 })}
        />
        <p className={styles.ends} aria-hidden="true">
          <span>{t("Answers more")}</span>
          <span>{t("Errs less")}</span>
        </p>
        <p id={`${id}-told`} className={styles.small}>
          {sureness(percent)}
        </p>
      </div>
      <Switch
        label={t("Asks back when two answers are near")}
        help={t("Once, with the two as buttons to press. Otherwise it hands over.")}
        on={agent.clarify}
        set={(clarify) => change({ clarify })}
      />
    </Section>
  );
}
