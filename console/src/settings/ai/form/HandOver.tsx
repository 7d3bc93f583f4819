import type { AiAgent } from "@switchboard/protocol";
import { useDesk } from "../../../app/context";
import { t } from "../../../i18n/t";
import { Field } from "../../../ui/Field";
import { Select } from "../../../ui/Select";
import { LongField } from "../../channels/LongField";
import styles from "../ai.module.css";
import { Switch } from "../parts/Switch";
import type { Change } from "../useAgent";
import { Section } from "./Section";

type Props = { agent: AiAgent; change: Change };

/** To whom it hands over, after how much, and what customers are told then. */
export function HandOver({ agent, change }: Props) {
  const teams = useDesk((desk) => desk.teams);
  return (
    <Section
      title={t("Handing over")}
      text={t(
        "It always hands over when a customer asks for a person, with a note that sums up what was said.",
      )}
    >
      <div className={styles.pair}>
        <Select
          label={t("To|whom")}
          value={agent.fallback_team_id ?? ""}
          onChange={(event) => change({ fallback_team_id: event.target.value || null })}
        >
          <option value="">{t("The team of the conversation")}</option>
          {teams.map((team) => (
            <option key={team.id} value={team.id}>
              {team.name}
            </option>
          ))}
        </Select>
        <Field
          label={t("At the latest after so many answers")}
          type="number"
          min={1}
          max={50}
          required
          value={agent.turn_limit || ""}
          onChange={(event) => change({ turn_limit: Number(event.target.value) })}
        />
      </div>
      <Field
        label={t("A verified customer stays so, in hours")}
        type="number"
        min={1}
        max={168}
        required
        help={t("Tools can be kept for customers who proved who they are with a code by mail.")}
        value={agent.verified_hours || ""}
        onChange={(event) => change({ verified_hours: Number(event.target.value) })}
      />
      <LongField
        label={t("What customers are told when nobody is there")}
        rows={2}
        maxLength={500}
        placeholder={t("We answer Monday to Friday from 9 to 17, and usually within two hours.")}
        help={t("Left empty, it says honestly that a colleague will answer later.")}
        value={agent.hours_text ?? ""}
        onChange={(event) => change({ hours_text: event.target.value || null })}
      />
      <Switch
        label={t("Sums up what colleagues pass on")}
        help={t(
          "Whoever gets a conversation finds a note of what was wanted, answered and is open.",
        )}
        on={agent.summarize_transfers}
        set={(summarize_transfers) => change({ summarize_transfers })}
      />
    </Section>
  );
}
