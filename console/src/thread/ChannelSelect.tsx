import { Check, ChevronDown } from "lucide-react";
import { useState } from "react";
import { useDesk } from "../app/context";
import { ChannelIcon, channelName } from "../ui/channels";
import { Menu } from "../ui/Menu";
import styles from "./ChannelSelect.module.css";
import { type Capabilities, capabilitiesOf } from "./capabilities";
import type { Channel } from "./letter";

type Props = {
  channels: readonly Channel[];
  channel: Channel;
  choose: (id: string) => void;
};

/** What a channel does less than others, as a fact beside its name. */
function limitsOf({ attachments, markdown, longest }: Capabilities): string {
  const limits = [
    ...(markdown ? [] : ["plain text"]),
    ...(attachments ? [] : ["no files"]),
    `${longest.toLocaleString()} characters`,
  ];
  return limits.join(" · ");
}

/** Which way the next reply goes, where the contact can be reached on several. */
export function ChannelSelect({ channels, channel, choose }: Props) {
  const known = useDesk((desk) => desk.channels);
  const [anchor, setAnchor] = useState<DOMRect | null>(null);
  if (channels.length < 2) return null;
  return (
    <>
      <button
        type="button"
        className={styles.channel}
        aria-haspopup="menu"
        aria-label={`via ${channelName(channel.kind)} (${channel.name}): change the channel`}
        data-testid="channel"
        onClick={(event) => setAnchor(event.currentTarget.getBoundingClientRect())}
      >
        <span className={styles.via}>via</span>
        <ChannelIcon kind={channel.kind} /> {channelName(channel.kind)}
        <ChevronDown aria-hidden="true" />
      </button>
      {anchor && (
        <Menu
          label="Channel"
          anchor={anchor}
          close={() => setAnchor(null)}
          items={channels.map(({ id, kind, name }) => ({
            id,
            name: `${channelName(kind)} · ${name}`,
            fact: limitsOf(capabilitiesOf(known, id)),
            icon: id === channel.id ? <Check /> : <ChannelIcon kind={kind} />,
            run: () => {
              choose(id);
              document.getElementById("composer")?.focus();
            },
          }))}
        />
      )}
    </>
  );
}
