import type { AiAgent, Mode } from "@switchboard/protocol";
import { useState } from "react";
import { useDesk } from "../../../app/context";
import { m, t, tn } from "../../../i18n/t";
import { ChannelIcon } from "../../../ui/channels";
import styles from "../ai.module.css";
import { withMode } from "../draft";
import { Segmented } from "../parts/Segmented";
import type { Change } from "../useAgent";
import { Section } from "./Section";

const MODES: { id: Mode; name: string }[] = [
  { id: "off", name: m("Off|switched") },
  { id: "suggest", name: m("Suggest|mode") },
  { id: "answer", name: m("Answer first|mode") },
];

const HELP: Record<Mode, string> = {
  off: m("It does nothing. Agents find answers themselves."),
  suggest: m("Agents see the answer beside the conversation, and send it with one click."),
  answer: m(
    "It answers customers by itself when it is sure, and hands over to your team otherwise.",
  ),
};

type Own = Mode | "default";

const OWN: { id: Own; name: string }[] = [
  { id: "default", name: m("Default") },
  { id: "off", name: m("Off|switched") },
  { id: "suggest", name: m("Suggest|mode") },
  { id: "answer", name: m("Answer|mode") },
];

type Props = { agent: AiAgent; change: Change };

function Channels({ agent, change }: Props) {
  const channels = useDesk((desk) => desk.channels);
  if (channels.length === 0) return null;
  return (
    <ul className={styles.modes} aria-label={t("By channel")}>
      {channels.map(({ id, kind, name }) => (
        <li key={id}>
          <ChannelIcon kind={kind} />
          <span className={styles.modeName} dir="auto">
            {name}
          </span>
          <Segmented<Own>
            label={name}
            hideLabel
            options={OWN}
            value={agent.channels.find((each) => each.channel_id === id)?.mode ?? "default"}
            set={(mode) => {
              const fresh = mode === "default" ? null : { channel_id: id, mode };
              const channels = withMode(agent.channels, (each) => each.channel_id === id, fresh);
              change({ channels });
            }}
          />
        </li>
      ))}
    </ul>
  );
}

function Teams({ agent, change }: Props) {
  const teams = useDesk((desk) => desk.teams);
  if (teams.length === 0) return null;
  return (
    <ul className={styles.modes} aria-label={t("By team")}>
      {teams.map(({ id, name }) => (
        <li key={id}>
          <span className={styles.modeName} dir="auto">
            {name}
          </span>
          <Segmented<Own>
            label={name}
            hideLabel
            options={OWN}
            value={agent.teams.find((each) => each.team_id === id)?.mode ?? "default"}
            set={(mode) => {
              const fresh = mode === "default" ? null : { team_id: id, mode };
              change({ teams: withMode(agent.teams, (each) => each.team_id === id, fresh) });
            }}
          />
        </li>
      ))}
    </ul>
  );
}

function countText(many: number): string {
  if (many === 0) return t("all as by default");
  return tn(many, "{count} differs", "{count} differ");
}

/** When it answers: for everything, and otherwise per channel or team. */
export function Modes({ agent, change }: Props) {
  // Open from the start where something differs; what is set then does not close it.
  const [open] = useState({ channels: agent.channels.length > 0, teams: agent.teams.length > 0 });
  return (
    <Section title={t("When it answers")}>
      <Segmented
        label={t("By default")}
        hideLabel
        options={MODES}
        value={agent.default_mode}
        set={(default_mode) => change({ default_mode })}
        help={t(HELP[agent.default_mode])}
      />
      <details className={styles.more} open={open.channels}>
        <summary>
          {t("By channel")} <span>{countText(agent.channels.length)}</span>
        </summary>
        <Channels agent={agent} change={change} />
      </details>
      <details className={styles.more} open={open.teams}>
        <summary>
          {t("By team")} <span>{countText(agent.teams.length)}</span>
        </summary>
        <p className={styles.small}>
          {t("Where a channel has a mode of its own, that one counts.")}
        </p>
        <Teams agent={agent} change={change} />
      </details>
    </Section>
  );
}
