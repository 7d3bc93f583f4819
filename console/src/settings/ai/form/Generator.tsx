import type { AiAgent, Money } from "@switchboard/protocol";
import { useState } from "react";
import { m, t } from "../../../i18n/t";
import { Field } from "../../../ui/Field";
import { Select } from "../../../ui/Select";
import styles from "../ai.module.css";
import { majorUnits, minorUnits, moneyText } from "../draft";
import { Segmented } from "../parts/Segmented";
import type { Change } from "../useAgent";
import { Section } from "./Section";

type TextGenerator = AiAgent["generator"];

const PROVIDERS: { id: TextGenerator["provider"]; name: string }[] = [
  { id: "none", name: m("None|text generator") },
  { id: "bedrock", name: "Amazon Bedrock" },
];

const HELP: Record<TextGenerator["provider"], string> = {
  none: m(
    "Answers are the fitting sentences of your own knowledge, word for word. Nothing leaves your account and nothing costs extra.",
  ),
  bedrock: m(
    "Phrases answers from the passages that were found, and from nothing else. What it can't back up is not sent.",
  ),
};

const CURRENCIES = ["USD", "EUR", "GBP", "NOK", "SEK", "DKK"];

/** This month's spending against its limit. */
function Spent({ limit, spent }: { limit: Money; spent: number }) {
  const share = limit.amount === 0 ? 1 : Math.min(1, spent / limit.amount);
  const values = { spent: moneyText({ ...limit, amount: spent }), limit: moneyText(limit) };
  const told = t("{spent} of {limit} spent this month", values);
  return (
    <div className={styles.spent}>
      <meter min={0} max={1} value={share} high={0.85} optimum={0} aria-label={told} />
      <p className={styles.small}>
        {share < 1
          ? told
          : t(
              "{spent} of {limit} spent this month. Until the month ends it answers in your own words.",
              values,
            )}
      </p>
    </div>
  );
}

type Part = { generator: TextGenerator; set: (fields: Partial<TextGenerator>) => void };

function Limit({ generator, set }: Part) {
  const limit = generator.monthly_limit;
  const currency = limit?.currency ?? "USD";
  // "4." is on its way to be an amount, so the words stay as they are written.
  const [text, setText] = useState(limit ? majorUnits(limit) : "");

  function put(next: string, unit: string) {
    setText(next);
    const amount = minorUnits(next, unit);
    set({ monthly_limit: amount === null ? null : { amount, currency: unit } });
  }

  return (
    <div className={styles.pair}>
      <Field
        label={t("At most a month (empty: no limit)")}
        inputMode="decimal"
        value={text}
        onChange={(event) => put(event.target.value, currency)}
      />
      <Select
        label={t("Currency")}
        value={currency}
        onChange={(event) => put(text, event.target.value)}
      >
        {[...new Set([...CURRENCIES, currency])].map((each) => (
          <option key={each}>{each}</option>
        ))}
      </Select>
    </div>
  );
}

/** Who phrases: our own engine alone, or a language model from what it found. */
export function Generator({ agent, change }: { agent: AiAgent; change: Change }) {
  const { generator } = agent;
  const { provider, model_id, monthly_limit, spent, available } = generator;
  const { guardrail_id, guardrail_version } = generator;
  const set: Part["set"] = (fields) => change({ generator: { ...generator, ...fields } });
  return (
    <Section title={t("Text generator")}>
      <Segmented
        label={t("Text generator")}
        hideLabel
        options={PROVIDERS}
        value={provider}
        set={(next) => set({ provider: next })}
        help={t(HELP[provider])}
      />
      {provider === "bedrock" && (
        <>
          {!available && (
            <p className={styles.warning} role="note">
              {t(
                "It can't be reached now. Until it can, answers are your own sentences, word for word.",
              )}
            </p>
          )}
          <Field
            label={t("Model")}
            spellCheck={false}
            placeholder="eu.amazon.nova-lite-v1:0"
            help={t("Its id or inference profile, as Amazon Bedrock's console shows it.")}
            value={model_id ?? ""}
            onChange={(event) => set({ model_id: event.target.value.trim() || null })}
          />
          <div className={styles.pair}>
            <Field
              label={t("Guardrail (optional)")}
              spellCheck={false}
              value={guardrail_id ?? ""}
              onChange={(event) => set({ guardrail_id: event.target.value.trim() || null })}
            />
            <Field
              label={t("Its version")}
              spellCheck={false}
              placeholder="DRAFT"
              value={guardrail_version ?? ""}
              onChange={(event) => set({ guardrail_version: event.target.value.trim() || null })}
            />
          </div>
          <Limit generator={generator} set={set} />
          {monthly_limit && <Spent limit={monthly_limit} spent={spent} />}
        </>
      )}
    </Section>
  );
}
