import type { Team, TeamRouting, User } from "../../api/people-types";
import { m, t } from "../../i18n/t";
import { Select } from "../../ui/Select";
import { Segmented } from "../ai/parts/Segmented";
import { useLoaded } from "../channels/useLoaded";
import styles from "../parts/admin.module.css";
import { Checks } from "../parts/Checks";
import { Fold } from "../parts/Fold";
import { roleName } from "../people/told";
import { usePeopleApi } from "../usePeopleApi";
import { Distribution } from "./Distribution";
import { AfterFields, LastAgentField, OfferFields, OverflowFields, SkillFields } from "./Fields";
import type { Draft } from "./TeamPage";
import * as told from "./told";

export type Route = (fields: Partial<TeamRouting>) => void;

type Props = {
  draft: Draft;
  change: (fields: Partial<Draft>) => void;
  route: Route;
  users: readonly User[];
  /** The others. */
  teams: readonly Team[];
  fixed: boolean;
  failure: unknown;
};

const STRATEGIES: { id: TeamRouting["strategy"]; name: string }[] = [
  { id: "least_loaded", name: m("Who has the least to do") },
  { id: "round_robin", name: m("In turn") },
  { id: "longest_idle", name: m("Who had nothing new for longest") },
];

function OrderFields({ draft, route }: Pick<Props, "draft" | "route">) {
  const { order, priority } = draft.routing;
  return (
    <div className={styles.pair}>
      <Select
        label={t("Served first")}
        value={order}
        onChange={({ target }) => route({ order: target.value as TeamRouting["order"] })}
      >
        <option value="waiting">{t("Who waits longest")}</option>
        <option value="oldest">{t("The oldest conversation")}</option>
        <option value="vip">{t("The highest priority")}</option>
      </Select>
      <Select
        label={t("Priority among an agent's teams")}
        value={priority}
        onChange={({ target }) => route({ priority: Number(target.value) })}
      >
        {[1, 2, 3, 4, 5].map((each) => (
          <option key={each} value={each}>
            {each === 1 ? t("1, before all others") : each === 5 ? t("5, after all others") : each}
          </option>
        ))}
      </Select>
    </div>
  );
}

type Choice = readonly { id: string; name: string }[];

function PromiseFields({ draft, route, hours, policies }: PromiseProps) {
  const { hours_id, sla_id, needs_disposition } = draft.routing;
  return (
    <>
      <div className={styles.pair}>
        <Select
          label={t("Office hours")}
          value={hours_id ?? ""}
          onChange={({ target }) => route({ hours_id: target.value || null })}
        >
          <option value="">{t("The company's")}</option>
          {hours.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </Select>
        <Select
          label={t("Service level")}
          value={sla_id ?? ""}
          onChange={({ target }) => route({ sla_id: target.value || null })}
        >
          <option value="">{t("The company's")}</option>
          {policies.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </Select>
      </div>
      <Select
        label={t("Before a conversation is closed")}
        value={needs_disposition === null ? "" : needs_disposition ? "asked" : "free"}
        onChange={({ target }) =>
          route({ needs_disposition: target.value === "" ? null : target.value === "asked" })
        }
      >
        <option value="">{t("As the company says")}</option>
        <option value="asked">{t("Agents say how it ended")}</option>
        <option value="free">{t("Nothing is asked")}</option>
      </Select>
    </>
  );
}

type PromiseProps = Pick<Props, "draft" | "route"> & { hours: Choice; policies: Choice };

/** Everything about a team but its name. */
export function Sections({ draft, change, route, users, teams, fixed, failure }: Props) {
  const api = usePeopleApi();
  const hours = useLoaded("hours", api.hours.list).value ?? [];
  const policies = useLoaded("policies", api.policies.list).value ?? [];
  const { routing, distribution } = draft;
  const byRule = distribution !== "manual";
  const part = { routing, route };

  const sections = [
    {
      title: t("Members"),
      told: told.members(draft, users),
      body: draft.everyone ? (
        <p className={styles.help}>{t("Whoever joins the company is in this team.")}</p>
      ) : (
        <Checks
          label={t("Members")}
          find={t("Find in members")}
          options={users.map((user) => ({
            id: user.id,
            name: user.name,
            fact: roleName(user.role, user.role_name),
          }))}
          chosen={draft.member_ids}
          set={(member_ids) => change({ member_ids })}
        />
      ),
    },
    {
      title: t("Distribution"),
      told: told.distribution(distribution, routing.strategy),
      open: true,
      body: (
        <>
          <Distribution value={distribution} set={(kind) => change({ distribution: kind })} />
          {byRule && (
            <Select
              label={t("Of those who are free")}
              value={routing.strategy}
              onChange={({ target }) =>
                route({ strategy: target.value as TeamRouting["strategy"] })
              }
            >
              {STRATEGIES.map(({ id, name }) => (
                <option key={id} value={id}>
                  {t(name)}
                </option>
              ))}
            </Select>
          )}
        </>
      ),
    },
    {
      title: t("Order|of serving"),
      told: told.order(routing),
      body: <OrderFields {...{ draft, route }} />,
    },
    ...(distribution === "offer"
      ? [
          {
            title: t("Offers"),
            told: told.offers(routing),
            body: <OfferFields {...part} failure={failure} />,
          },
        ]
      : []),
    ...(byRule
      ? [
          { title: t("Skills"), told: told.skills(routing), body: <SkillFields {...part} /> },
          {
            title: t("Last agent"),
            told: told.lastAgent(routing),
            body: <LastAgentField {...part} />,
          },
        ]
      : []),
    {
      title: t("Waiting too long"),
      told: told.overflow(routing, teams),
      body: <OverflowFields {...part} teams={teams} />,
    },
    {
      title: t("After a conversation, and silence in one"),
      told: told.afterwards(routing),
      body: <AfterFields {...part} />,
    },
    {
      title: t("Hours, promises and endings"),
      told: told.promises(routing, hours, policies),
      body: <PromiseFields {...{ draft, route, hours, policies }} />,
    },
    {
      title: t("Ownership"),
      told: told.ownership(draft.ownership),
      body: (
        <Segmented
          label={t("Who answers")}
          options={[
            { id: "shared", name: t("Shared") },
            { id: "personal", name: t("Personal") },
          ]}
          value={draft.ownership}
          set={(ownership) => change({ ownership })}
          help={told.ownership(draft.ownership)}
        />
      ),
    },
  ];

  return (
    <div className={styles.folds}>
      {sections.map(({ title, told, open, body }) => (
        <Fold key={title} title={title} told={told} open={open ?? false}>
          <fieldset className={styles.plain} disabled={fixed}>
            {body}
          </fieldset>
        </Fold>
      ))}
    </div>
  );
}
