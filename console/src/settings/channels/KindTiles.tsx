import { Link } from "wouter";
import { useActions } from "../../app/context";
import { settingsPath } from "../../app/routes";
import { ChannelIcon } from "../../ui/channels";
import common from "../Settings.module.css";
import { BackTo } from "./BackTo";
import styles from "./channels.module.css";
import { useLoaded } from "./useLoaded";
import { Waiting } from "./Waiting";

/** The first question of connecting: which kind. */
export function KindTiles() {
  const desk = useActions();
  const { value, error, reload } = useLoaded("kinds", desk.api.channelKinds);
  return (
    <div className={common.form}>
      <BackTo href={settingsPath("channels")} name="Channels" />
      <h2 className={styles.title}>Connect a channel</h2>
      {value ? (
        <ul className={styles.tiles} aria-label="Kinds of channels">
          {value.items.map(({ kind, label }) => (
            <li key={kind}>
              <Link href={settingsPath("channels", "new", kind)} className={styles.tile}>
                <span className={styles.sign}>
                  <ChannelIcon kind={kind} />
                </span>
                {label}
              </Link>
            </li>
          ))}
        </ul>
      ) : (
        <Waiting error={error} retry={reload} />
      )}
    </div>
  );
}
