import { useActions, useDesk } from "../app/context";
import { t } from "../i18n/t";
import { Button } from "../ui/Button";
import { ChannelIcon, channelName } from "../ui/channels";
import styles from "./Sidebar.module.css";

/** A button for each sort of channel that carries messages to people (CH-25). */
export function WriteFirst() {
  const desk = useActions();
  const channels = useDesk((state) => state.channels);
  const kinds = new Map(
    channels
      .filter((channel) => channel.capabilities.pushes)
      .map(({ kind }) => [channelName(kind), kind]),
  );
  if (kinds.size === 0) return null;
  return (
    <section className={styles.first} aria-label={t("Send a message")}>
      <h2 className={styles.heading}>{t("Send a message")}</h2>
      <div className={styles.kinds}>
        {[...kinds].map(([name, kind]) => (
          <Button
            key={kind}
            tone="ghost"
            aria-label={t("Send a message by {channel}", { channel: name })}
            hint={name}
            icon={<ChannelIcon kind={kind} />}
            onClick={() => desk.show({ kind: "new-chat", channel_kind: kind })}
          />
        ))}
      </div>
    </section>
  );
}
