import { useActions, useDesk } from "../app/context";
import { t, tn } from "../i18n/t";
import { Select } from "../ui/Select";
import styles from "./Settings.module.css";

const UNDO = [0, 3, 5, 10, 20, 30];

export function PersonalSettings() {
  const desk = useActions();
  const preferences = useDesk((state) => state.me?.preferences);
  if (!preferences) return null;
  const { undo_seconds, enter_sends } = preferences;
  return (
    <div className={styles.form}>
      <Select
        label={t("Undo send")}
        value={undo_seconds}
        onChange={(event) => desk.setPreferences({ undo_seconds: Number(event.target.value) })}
      >
        {[...new Set([...UNDO, undo_seconds])]
          .sort((a, b) => a - b)
          .map((seconds) => (
            <option key={seconds} value={seconds}>
              {seconds === 0
                ? t("Send at once")
                : tn(seconds, "Wait {count} second", "Wait {count} seconds")}
            </option>
          ))}
      </Select>
      <p className={styles.hint}>
        {t("A message waits this long before it leaves, so it can be undone.")}
      </p>
      <Select
        label={t("Enter key")}
        value={enter_sends ? "sends" : "breaks"}
        onChange={(event) => desk.setPreferences({ enter_sends: event.target.value === "sends" })}
      >
        <option value="sends">{t("Sends; Shift+Enter begins a new line")}</option>
        <option value="breaks">{t("Begins a new line; Ctrl+Enter sends")}</option>
      </Select>
    </div>
  );
}
