import { ChevronRight, MessagesSquare, Plus } from "lucide-react";
import { Link } from "wouter";
import type { ConnectedChannel } from "../../api/channel-types";
import { useActions, useDesk } from "../../app/context";
import { settingsPath, usePlace } from "../../app/routes";
import { t, tn } from "../../i18n/t";
import { Button } from "../../ui/Button";
import { ChannelIcon } from "../../ui/channels";
import { EmptyState } from "../../ui/EmptyState";
import common from "../Settings.module.css";
import styles from "./channels.module.css";
import { told } from "./health";
import { Status } from "./Status";
import { useLoaded } from "./useLoaded";
import { Waiting } from "./Waiting";

function Row({ channel }: { channel: ConnectedChannel }) {
  const team = useDesk((desk) => desk.teams.find((each) => each.id === channel.team_id)?.name);
  const { held } = channel.health;
  return (
    <li>
      <Link href={settingsPath("channels", channel.id)} className={styles.row}>
        <span className={styles.sign}>
          <ChannelIcon kind={channel.kind} />
        </span>
        <span className={common.words}>
          <span className={common.name} dir="auto">
            {channel.name}
          </span>
          <span className={common.text}>
            {[channel.label, channel.address, team].filter(Boolean).join(" · ")}
          </span>
        </span>
        {held > 0 && (
          <span className={styles.held}>{tn(held, "{count} waits", "{count} wait")}</span>
        )}
        <Status told={told(channel)} />
        <ChevronRight aria-hidden="true" className={styles.chevron} />
      </Link>
    </li>
  );
}

/** Every channel with its health; those that need someone come first. */
export function ChannelList() {
  const desk = useActions();
  const { go } = usePlace();
  const loaded = useLoaded("channels", desk.api.connectedChannels);
  const connect = (
    <Button tone="primary" icon={<Plus />} onClick={() => go(settingsPath("channels", "new"))}>
      {t("Connect a channel")}
    </Button>
  );
  if (!loaded.value) return <Waiting error={loaded.error} retry={loaded.reload} />;
  const needsSomeone = ({ health }: ConnectedChannel) => (health.state === "unauthorized" ? 0 : 1);
  const channels = [...loaded.value.items].sort(
    (a, b) => needsSomeone(a) - needsSomeone(b) || a.name.localeCompare(b.name),
  );
  if (channels.length === 0) {
    return (
      <EmptyState
        icon={<MessagesSquare />}
        title={t("No channels yet")}
        text={t("Connect the first one, and what customers write there comes to your inbox.")}
      >
        {connect}
      </EmptyState>
    );
  }
  return (
    <div className={common.form}>
      <p className={common.hint}>
        {t("Where customers reach you. Each one leads to one team's inbox.")}
      </p>
      <p>{connect}</p>
      <ul className={styles.list} aria-label={t("Channels")}>
        {channels.map((channel) => (
          <Row key={channel.id} channel={channel} />
        ))}
      </ul>
    </div>
  );
}
