import { BadgeCheck, Ban, Clock3, UserRoundX } from "lucide-react";
import { useDesk } from "../app/context";
import { t } from "../i18n/t";
import { Button } from "../ui/Button";
import { ChannelIcon, channelName } from "../ui/channels";
import styles from "./Closed.module.css";
import { type Capabilities, capabilitiesOf } from "./capabilities";
import type { Channel } from "./letter";
import { closedWords, type Standing, standingOf } from "./windows";

type Props = {
  standing: Standing;
  channel: Channel;
  able: Capabilities;
  channels: readonly Channel[];
  customer: string;
  now: number;
  /** Something is half written, and kept. */
  written: boolean;
  template: () => void;
  choose: (channelId: string) => void;
};

const ICONS = { open: Clock3, closed: Clock3, opted_out: Ban, never_wrote: UserRoundX };

/** Stands where the text field would be while nothing written there could be sent. */
export function Closed(props: Props) {
  const { standing, channel, able, channels, customer, now } = props;
  const known = useDesk((desk) => desk.channels);
  const words = closedWords(standing, channel, able, customer);
  if (!words || standing.state === "open") return null;
  const Icon = ICONS[standing.state];
  const others = channels.filter((each) => {
    const open = standingOf(capabilitiesOf(known, each.id), each, now).state === "open";
    return each.id !== channel.id && open;
  });
  return (
    <div className={styles.closed} role="note" data-testid="closed" data-state={standing.state}>
      <Icon aria-hidden="true" />
      <div className={styles.words}>
        <p className={styles.title} dir="auto">
          {words.title}
        </p>
        <p className={styles.text}>
          {words.text}
          {props.written && ` ${t("What you have written is kept.")}`}
        </p>
        {(standing.template || others.length > 0) && (
          <p className={styles.ways}>
            {standing.template && (
              <Button tone="primary" icon={<BadgeCheck />} onClick={props.template}>
                {t("Choose a template")}
              </Button>
            )}
            {others.map(({ id, kind, name }) => (
              <Button
                key={id}
                icon={<ChannelIcon kind={kind} />}
                hint={name}
                onClick={() => props.choose(id)}
              >
                {t("Write by {channel}", { channel: channelName(kind) })}
              </Button>
            ))}
          </p>
        )}
      </div>
    </div>
  );
}
