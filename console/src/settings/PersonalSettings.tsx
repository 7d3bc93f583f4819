import { useActions, useDesk } from "../app/context";
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
        label="Undo send"
        value={undo_seconds}
        onChange={(event) => desk.setPreferences({ undo_seconds: Number(event.target.value) })}
      >
        {[...new Set([...UNDO, undo_seconds])]
          .sort((a, b) => a - b)
          .map((seconds) => (
            <option key={seconds} value={seconds}>
              {seconds === 0 ? "Send at once" : `Wait ${seconds} seconds`}
            </option>
          ))}
      </Select>
      <p className={styles.hint}>
        A message waits this long before it leaves, so it can be undone.
      </p>
      <Select
        label="Enter key"
        value={enter_sends ? "sends" : "breaks"}
        onChange={(event) => desk.setPreferences({ enter_sends: event.target.value === "sends" })}
      >
        <option value="sends">Sends; Shift+Enter begins a new line</option>
        <option value="breaks">Begins a new line; Ctrl+Enter sends</option>
      </Select>
    </div>
  );
}
