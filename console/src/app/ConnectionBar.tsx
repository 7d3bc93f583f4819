import { LoaderCircle, WifiOff } from "lucide-react";
import { t } from "../i18n/t";
import styles from "./ConnectionBar.module.css";
import { useActions, useDesk } from "./context";

export function ConnectionBar() {
  const { reconnect } = useActions();
  const connection = useDesk((desk) => desk.connection);
  if (connection === "live" || connection === "connecting") return null;
  const offline = connection === "offline";
  return (
    <div className={styles.bar} role="status" data-testid="connection-bar" data-state={connection}>
      {offline ? <WifiOff aria-hidden="true" /> : <LoaderCircle aria-hidden="true" />}
      {offline ? t("You're offline. What you type is kept until you're back.") : t("Reconnecting…")}
      {!offline && (
        <button type="button" onClick={reconnect}>
          {t("Try now")}
        </button>
      )}
    </div>
  );
}
