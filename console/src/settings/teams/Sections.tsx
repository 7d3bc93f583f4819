import type { Team, TeamRouting, User } from "../../api/people-types";
import { Select } from "../../ui/Select";
import { Segmented } from "../ai/parts/Segmented";
import { useLoaded } from "../channels/useLoaded";
import styles from "../parts/admin.module.css";
import { Checks } from "../parts/Checks";
import { Fold } from "../parts/Fold";
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
  { id: "least_loaded", name: "Who has the least to do" },
  { id: "round_robin", name: "In turn" },
  { id: "longest_idle", name: "Who had nothing new for longest" },
];
const OWNERSHIPS: { id: Team["ownership"]; name: string }[] = [
  { id: "shared", name: "Shared" },
  { id: "personal", name: "Personal" },
];

function OrderFields({ draft, route }: Pick<Props, "draft" | "route">) {
  const { order, priority } = draft.routing;
  return (
    <div className={styles.pair}>
      <Select
        label="Served first"
        value={order}
        onChange={({ target }) => route({ order: target.value as TeamRouting["order"] })}
      >
        <option value="waiting">Who waits longest</option>
        <option value="oldest">The oldest conversation</option>
        <option value="vip">The highest priority</option>
      </Select>
      <Select
        label="Priority among an agent's teams"
        value={priority}
        onChange={({ target }) => route({ priority: Number(target.value) })}
      >
        {[1, 2, 3, 4, 5].map((each) => (
          <option key={each} value={each}>
            {each === 1 ? "1, before all others" : each === 5 ? "5, after all others" : each}
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
          label="Office hours"
          value={hours_id ?? ""}
          onChange={({ target }) => route({ hours_id: target.value || null })}
        >
          <option value="">The company's</option>
          {hours.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </Select>
        <Select
          label="Service level"
          value={sla_id ?? ""}
          onChange={({ target }) => route({ sla_id: target.value || null })}
        >
          <option value="">The company's</option>
          {policies.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </Select>
      </div>
      <Select
        label="Before a conversation is closed"
        value={needs_disposition === null ? "" : needs_disposition ? "asked" : "free"}
        onChange={({ target }) =>
          route({ needs_disposition: target.value === "" ? null : target.value === "asked" })
        }
      >
        <option value="">As the company says</option>
        <option value="asked">Agents say how it ended</option>
        <option value="free">Nothing is asked</option>
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
      title: "Members",
      told: told.members(draft, users),
      body: draft.everyone ? (
        <p className={styles.help}>Whoever joins the company is in this team.</p>
      ) : (
        <Checks
          label="Members"
          options={users.map((user) => ({ id: user.id, name: user.name, fact: user.role_name }))}
          chosen={draft.member_ids}
          set={(member_ids) => change({ member_ids })}
        />
      ),
    },
    {
      title: "Distribution",
      told: told.distribution(distribution, routing.strategy),
      open: true,
      body: (
        <>
          <Distribution value={distribution} set={(kind) => change({ distribution: kind })} />
          {byRule && (
            <Select
              label="Of those who are free"
              value={routing.strategy}
              onChange={({ target }) =>
                route({ strategy: target.value as TeamRouting["strategy"] })
              }
            >
              {STRATEGIES.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </>
      ),
    },
    { title: "Order", told: told.order(routing), body: <OrderFields {...{ draft, route }} /> },
    ...(distribution === "offer"
      ? [
          {
            title: "Offers",
            told: told.offers(routing),
            body: <OfferFields {...part} failure={failure} />,
          },
        ]
      : []),
    ...(byRule
      ? [
          { title: "Skills", told: told.skills(routing), body: <SkillFields {...part} /> },
          {
            title: "Last agent",
            told: told.lastAgent(routing),
            body: <LastAgentField {...part} />,
          },
        ]
      : []),
    {
      title: "Waiting too long",
      told: told.overflow(routing, teams),
      body: <OverflowFields {...part} teams={teams} />,
    },
    {
      title: "After a conversation, and silence in one",
      told: told.afterwards(routing),
      body: <AfterFields {...part} />,
    },
    {
      title: "Hours, promises and endings",
      told: told.promises(routing, hours, policies),
      body: <PromiseFields {...{ draft, route, hours, policies }} />,
    },
    {
      title: "Ownership",
      told: told.ownership(draft.ownership),
      body: (
        <Segmented
          label="Who answers"
          options={OWNERSHIPS}
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
