import type { Overflow, Team, TeamRouting } from "../../api/people-types";
import { fieldError } from "../../api/problem";
import { m, t } from "../../i18n/t";
import { tx } from "../../i18n/tx";
import { Field } from "../../ui/Field";
import { Select } from "../../ui/Select";
import { ChipsField } from "../ai/parts/ChipsField";
import { Segmented } from "../ai/parts/Segmented";
import { Switch } from "../ai/parts/Switch";
import { LongField } from "../channels/LongField";
import styles from "../parts/admin.module.css";
import { DurationField } from "../parts/DurationField";
import type { Route } from "./Sections";
import { pageOf } from "./told";

type Props = { routing: TeamRouting; route: Route };

/** Its gaps are shown as they are. */
const GAPS = m("{conversation_id}, {contact_id}, {phone} and {email} are filled in.");

/** How long an offer stands, what missing it means, and its extra button. */
export function OfferFields({ routing, route, failure }: Props & { failure: unknown }) {
  const { offer_seconds, pause_missed, offer_url, offer_url_label } = routing;
  const page = offer_url ? pageOf(offer_url) : null;
  return (
    <>
      <DurationField
        label={t("An offer stands for")}
        value={offer_seconds}
        set={(seconds) => route({ offer_seconds: seconds ?? 0 })}
        error={fieldError(failure, "routing.offer_seconds")}
      />
      <Switch
        label={t("Pause who misses an offer")}
        help={t("They are put on an unpaid pause, and nothing more comes until they end it.")}
        on={pause_missed}
        set={(on) => route({ pause_missed: on })}
      />
      <Field
        label={t("Address that an extra button opens (optional)")}
        type="url"
        dir="ltr"
        placeholder="https://crm.example.com/?phone={phone}"
        help={t(GAPS)}
        error={page?.error ?? fieldError(failure, "routing.offer_url")}
        value={offer_url ?? ""}
        onChange={({ target }) => route({ offer_url: target.value || null })}
      />
      {page && !page.error && (
        <>
          <p className={styles.preview}>
            {tx("For Kari it opens {page}", { page: <bdi dir="ltr">{page.url}</bdi> })}
          </p>
          <Field
            label={t("What the button says")}
            dir="auto"
            maxLength={40}
            placeholder={t("Open page")}
            value={offer_url_label ?? ""}
            onChange={({ target }) => route({ offer_url_label: target.value || null })}
          />
        </>
      )}
    </>
  );
}

export function SkillFields({ routing, route }: Props) {
  return (
    <>
      <ChipsField
        label={t("What every agent must know")}
        help={t("Agents have skills on their own pages, under People.")}
        placeholder={t("German, billing, …")}
        values={routing.skills}
        set={(skills) => route({ skills })}
      />
      <DurationField
        label={t("Give it to anybody after")}
        empty={t("Never")}
        value={routing.relax_seconds}
        set={(relax_seconds) => route({ relax_seconds })}
      />
    </>
  );
}

export const LastAgentField = ({ routing, route }: Props) => (
  <DurationField
    label={t("Wait for whoever served the customer last")}
    empty={t("Don't")}
    help={t("Only while they are available and not full.")}
    value={routing.last_agent_seconds}
    set={(seconds) => route({ last_agent_seconds: seconds ?? 0 })}
  />
);

type OverflowProps = Props & { teams: readonly Team[] };

const NEW: Overflow = { after_seconds: 600, action: "message", team_id: null, text: null };

export function OverflowFields({ routing, route, teams }: OverflowProps) {
  const { overflow } = routing;
  const change = (fields: Partial<Overflow>) =>
    route({ overflow: { ...NEW, ...overflow, ...fields } });
  return (
    <>
      <Switch
        label={t("Do something when nobody took it")}
        on={overflow !== null}
        set={(on) => route({ overflow: on ? NEW : null })}
      />
      {overflow && (
        <>
          <DurationField
            label={t("After waiting for")}
            value={overflow.after_seconds}
            set={(seconds) => change({ after_seconds: seconds ?? 0 })}
          />
          <Segmented
            label={t("What happens then")}
            options={[
              { id: "team", name: t("Another team") },
              { id: "message", name: t("Tell them") },
              { id: "close", name: t("Tell and close") },
            ]}
            value={overflow.action}
            set={(action) => change({ action })}
          />
          {overflow.action === "team" ? (
            <Select
              label={t("To which team")}
              value={overflow.team_id ?? ""}
              onChange={({ target }) => change({ team_id: target.value || null })}
            >
              <option value="">{t("Choose a team")}</option>
              {teams.map((team) => (
                <option key={team.id} value={team.id}>
                  {team.name}
                </option>
              ))}
            </Select>
          ) : (
            <LongField
              label={t("What the customer is told")}
              maxLength={1000}
              placeholder={t("Everybody is busy. We answer by mail today.")}
              value={overflow.text ?? ""}
              onChange={({ target }) => change({ text: target.value || null })}
            />
          )}
        </>
      )}
    </>
  );
}

export function AfterFields({ routing, route }: Props) {
  const { wrap_up_seconds, silent_minutes, silent_to } = routing;
  return (
    <>
      <DurationField
        label={t("Wrap-up: nothing new comes for")}
        empty={t("None")}
        help={t("Agents can end it early.")}
        value={wrap_up_seconds}
        set={(seconds) => route({ wrap_up_seconds: seconds ?? 0 })}
      />
      <DurationField
        label={t("Take it from an assignee who has not replied for")}
        empty={t("Never")}
        from="minutes"
        value={silent_minutes === null ? null : silent_minutes * 60}
        set={(seconds) =>
          route({ silent_minutes: seconds === null ? null : Math.max(1, Math.round(seconds / 60)) })
        }
      />
      {silent_minutes !== null && (
        <Segmented
          label={t("Who has it then")}
          options={[
            { id: "next", name: t("The next agent") },
            { id: "unassigned", name: t("Nobody: it waits") },
          ]}
          value={silent_to}
          set={(to) => route({ silent_to: to })}
        />
      )}
    </>
  );
}
