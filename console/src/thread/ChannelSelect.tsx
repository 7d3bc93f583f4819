import { Check, ChevronDown } from "lucide-react";
import { useState } from "react";
import { useDesk } from "../app/context";
import { t, tn } from "../i18n/t";
import { ChannelIcon, channelName } from "../ui/channels";
import { Menu } from "../ui/Menu";
import { useNow } from "../ui/RelativeTime";
import styles from "./ChannelSelect.module.css";
import { type Capabilities, capabilitiesOf } from "./capabilities";
import type { Channel } from "./letter";
import { type Standing, standingOf } from "./windows";

type Props = {
  channels: readonly Channel[];
  channel: Channel;
  choose: (id: string) => void;
};

/** What a channel does less than others, as a fact beside its name; or that it does nothing now. */
function factOf({ attachments, markdown, longest }: Capabilities, standing: Standing): string {
  if (standing.state === "opted_out") return t("The customer opted out");
  if (standing.state !== "open") {
    return standing.template ? t("Approved templates only") : t("Nothing can be sent now");
  }
  const limits = [
    ...(markdown ? [] : [t("plain text")]),
    ...(attachments ? [] : [t("no files")]),
    tn(longest, "{count} character", "{count} characters"),
  ];
  return limits.join(" · ");
}

/** Which way the next reply goes, where the contact can be reached on several. */
export function ChannelSelect({ channels, channel, choose }: Props) {
  const known = useDesk((desk) => desk.channels);
  const [anchor, setAnchor] = useState<DOMRect | null>(null);
  const now = useNow();
  if (channels.length < 2) return null;
  const namesakes = channels.filter((each) => channelName(each.kind) === channelName(channel.kind));
  return (
    <>
      <button
        type="button"
        className={styles.channel}
        aria-haspopup="menu"
        aria-label={t("via {channel} ({name}): change the channel", {
          channel: channelName(channel.kind),
          name: channel.name,
        })}
        data-testid="channel"
        onClick={(event) => setAnchor(event.currentTarget.getBoundingClientRect())}
      >
        <span className={styles.via}>{t("via")}</span>
        <ChannelIcon kind={channel.kind} />
        <span className={styles.name}>
          {channelName(channel.kind)}
          {namesakes.length > 1 && ` · ${channel.name}`}
        </span>
        <ChevronDown aria-hidden="true" />
      </button>
      {anchor && (
        <Menu
          label={t("Channel")}
          anchor={anchor}
          close={() => setAnchor(null)}
          items={channels.map((each) => {
            const { id, kind, name } = each;
            const able = capabilitiesOf(known, id);
            return {
              id,
              name: `${channelName(kind)} · ${name}`,
              fact: factOf(able, standingOf(able, each, now)),
              icon: id === channel.id ? <Check /> : <ChannelIcon kind={kind} />,
              run: () => {
                choose(id);
                document.getElementById("composer")?.focus();
              },
            };
          })}
        />
      )}
    </>
  );
}
