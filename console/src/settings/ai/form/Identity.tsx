import type { AiAgent } from "@switchboard/protocol";
import { m, t } from "../../../i18n/t";
import { languageName, languageOptions } from "../../../knowledge/languages";
import { Field } from "../../../ui/Field";
import { Select } from "../../../ui/Select";
import { LongField } from "../../channels/LongField";
import styles from "../ai.module.css";
import { Chips } from "../parts/Chips";
import { ChipsField } from "../parts/ChipsField";
import { Segmented } from "../parts/Segmented";
import type { Change } from "../useAgent";
import { Section } from "./Section";

const TONES: { id: AiAgent["tone"]; name: string }[] = [
  { id: "friendly", name: m("Friendly|tone") },
  { id: "neutral", name: m("Neutral|tone") },
  { id: "formal", name: m("Formal|tone") },
];
const LENGTHS: { id: AiAgent["length"]; name: string }[] = [
  { id: "short", name: m("Short|answers") },
  { id: "medium", name: m("Medium|answers") },
  { id: "long", name: m("Long|answers") },
];

type Props = { agent: AiAgent; change: Change };

function Languages({ agent, change }: Props) {
  const { languages } = agent;
  const others = languageOptions(...languages).filter(({ tag }) => !languages.includes(tag));
  return (
    <div className={styles.pair}>
      <Select
        label={t("Languages")}
        value=""
        onChange={(event) => change({ languages: [...languages, event.target.value] })}
      >
        <option value="">
          {languages.length === 0 ? t("Any that it can answer in") : t("Add another…")}
        </option>
        {others.map(({ tag, name }) => (
          <option key={tag} value={tag}>
            {name}
          </option>
        ))}
      </Select>
      <Chips
        values={languages}
        nameOf={languageName}
        remove={(tag) => change({ languages: languages.filter((each) => each !== tag) })}
      />
    </div>
  );
}

/** Who it is to customers, and what it is told. */
export function Identity({ agent, change }: Props) {
  return (
    <Section
      title={t("Who it is")}
      text={t("Customers see this name, with a small “AI” beside it.")}
    >
      <Field
        label={t("Name")}
        dir="auto"
        maxLength={60}
        value={agent.name}
        onChange={(event) => change({ name: event.target.value })}
      />
      <div className={styles.choices}>
        <Segmented
          label={t("Tone")}
          options={TONES}
          value={agent.tone}
          set={(tone) => change({ tone })}
        />
        <Segmented
          label={t("Length of answers")}
          options={LENGTHS}
          value={agent.length}
          set={(length) => change({ length })}
        />
      </div>
      <Languages agent={agent} change={change} />
      <LongField
        label={t("Instructions")}
        rows={4}
        maxLength={2000}
        help={t(
          "In your own words. They guide how it answers, never what is true: that comes from your knowledge alone.",
        )}
        placeholder={t("Say “we”. Sign with the shop's name. Mention free returns where it fits.")}
        value={agent.instructions}
        onChange={(event) => change({ instructions: event.target.value })}
      />
      <ChipsField
        label={t("Never talks about")}
        help={t("A question that touches one of these goes to a person at once.")}
        placeholder={t("Legal advice, discounts, …")}
        values={agent.forbidden_topics}
        set={(forbidden_topics) => change({ forbidden_topics })}
      />
    </Section>
  );
}
