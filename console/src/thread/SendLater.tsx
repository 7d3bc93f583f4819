import { Clock3 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { t } from "../i18n/t";
import { sendPresets } from "../text/later";
import { laterTime } from "../text/time";
import { localTime, momentAt } from "../text/zone";
import { Button } from "../ui/Button";
import { Modal } from "../ui/Modal";
import styles from "./SendLater.module.css";

type Props = {
  anchor?: DOMRect | undefined;
  /** The time that is changed, for a reply that waits already. */
  at?: string;
  /** Returns why not, or null when it is done. */
  choose: (iso: string) => Promise<string | null>;
  close: () => void;
};

/** When a reply shall go: by name, or to the minute. */
export default function SendLater({ anchor, at, choose, close }: Props) {
  const [now] = useState(() => new Date());
  const presets = sendPresets(now);
  const usual = at ? new Date(at) : (presets[1]?.at ?? now);
  const [value, setValue] = useState(() => localTime(usual));
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function pick(moment: Date) {
    if (Number.isNaN(moment.getTime()) || moment <= new Date()) {
      setError(t("Choose a time that is still to come."));
      return;
    }
    setBusy(true);
    const failure = await choose(moment.toISOString());
    setBusy(false);
    setError(failure);
    if (!failure) close();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    pick(momentAt(value));
  }

  return (
    <Modal label={t("Send later")} close={close} anchor={anchor} size="narrow">
      <div className={styles.later}>
        <h2 className={styles.title}>{t("Send later")}</h2>
        {presets.map(({ id, name, at: moment }) => (
          <button
            key={id}
            type="button"
            className={styles.preset}
            disabled={busy}
            onClick={() => pick(moment)}
          >
            <Clock3 aria-hidden="true" />
            <span>{name}</span>
            <span className={styles.time}>{laterTime(moment.toISOString(), now.getTime())}</span>
          </button>
        ))}
        <form className={styles.form} onSubmit={submit}>
          <input
            type="datetime-local"
            className={styles.field}
            aria-label={t("Date and time")}
            min={localTime(now)}
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
          <Button type="submit" tone="primary" disabled={busy}>
            {t("Schedule")}
          </Button>
        </form>
        {error && (
          <p className={styles.error} role="alert">
            {error}
          </p>
        )}
        <p className={styles.hint}>
          {t("If the customer writes before then, it is held back for you.")}
        </p>
      </div>
    </Modal>
  );
}
