import { Link } from "wouter";
import { useActions } from "../../app/context";
import { settingsPath } from "../../app/routes";
import { t } from "../../i18n/t";
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
      <BackTo href={settingsPath("channels")} name={t("Channels")} />
      <h2 className={styles.title}>{t("Connect a channel")}</h2>
      {value ? (
        <ul className={styles.tiles} aria-label={t("Kinds of channels")}>
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
