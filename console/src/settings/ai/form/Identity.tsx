import type { AiAgent } from "@switchboard/protocol";
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
  { id: "friendly", name: "Friendly" },
  { id: "neutral", name: "Neutral" },
  { id: "formal", name: "Formal" },
];
const LENGTHS: { id: AiAgent["length"]; name: string }[] = [
  { id: "short", name: "Short" },
  { id: "medium", name: "Medium" },
  { id: "long", name: "Long" },
];

type Props = { agent: AiAgent; change: Change };

function Languages({ agent, change }: Props) {
  const { languages } = agent;
  const others = languageOptions(...languages).filter(({ tag }) => !languages.includes(tag));
  return (
    <div className={styles.pair}>
      <Select
        label="Languages"
        value=""
        onChange={(event) => change({ languages: [...languages, event.target.value] })}
      >
        <option value="">
          {languages.length === 0 ? "Any that it can answer in" : "Add another…"}
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
    <Section title="Who it is" text="Customers see this name, with a small “AI” beside it.">
      <Field
        label="Name"
        dir="auto"
        maxLength={60}
        value={agent.name}
        onChange={(event) => change({ name: event.target.value })}
      />
      <div className={styles.choices}>
        <Segmented
          label="Tone"
          options={TONES}
          value={agent.tone}
          set={(tone) => change({ tone })}
        />
        <Segmented
          label="Length of answers"
          options={LENGTHS}
          value={agent.length}
          set={(length) => change({ length })}
        />
      </div>
      <Languages agent={agent} change={change} />
      <LongField
        label="Instructions"
        rows={4}
        maxLength={2000}
        help="In your own words. They guide how it answers, never what is true: that comes from your knowledge alone."
        placeholder="Say “we”. Sign with the shop's name. Mention free returns where it fits."
        value={agent.instructions}
        onChange={(event) => change({ instructions: event.target.value })}
      />
      <ChipsField
        label="Never talks about"
        help="A question that touches one of these goes to a person at once."
        placeholder="Legal advice, discounts, …"
        values={agent.forbidden_topics}
        set={(forbidden_topics) => change({ forbidden_topics })}
      />
    </Section>
  );
}
