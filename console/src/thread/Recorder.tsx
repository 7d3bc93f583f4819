import { CircleAlert, Mic, SendHorizontal, Square, Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { t } from "../i18n/t";
import { playTime } from "../text/time";
import { Button } from "../ui/Button";
import { AudioPlayer } from "./AudioPlayer";
import styles from "./Recorder.module.css";
import { useRecording } from "./useRecording";

const BARS = 28;

/** How loud it was in the last seconds. */
function Level({ level }: { level: number }) {
  const [levels, setLevels] = useState<number[]>(() => new Array(BARS).fill(0));
  const latest = useRef(level);
  latest.current = level;

  useEffect(() => {
    const timer = setInterval(() => setLevels((held) => [...held.slice(1), latest.current]), 100);
    return () => clearInterval(timer);
  }, []);

  let position = 0;
  return (
    <span className={styles.levels} aria-hidden="true">
      {levels.map((each) => (
        <span key={position++} style={{ height: `${Math.max(8, Math.round(each * 100))}%` }} />
      ))}
    </span>
  );
}

type Props = { send: (file: File) => void; close: () => void };

/** Records a voice message: stop, listen, then send or throw away. */
export default function Recorder({ send, close }: Props) {
  const { state, seconds, level, file, url, error, stop } = useRecording();
  const [asked] = useState(() => document.activeElement as HTMLElement | null);
  const first = useRef<HTMLDivElement>(null);

  useEffect(() => {
    first.current?.querySelector("button")?.focus();
    return () => asked?.focus();
  }, [asked]);

  if (error) {
    return (
      <div ref={first} className={styles.recorder} role="alert">
        <CircleAlert aria-hidden="true" className={styles.alert} />
        <p className={styles.words}>{error}</p>
        <Button onClick={close}>{t("Close")}</Button>
      </div>
    );
  }
  return (
    <section ref={first} className={styles.recorder} aria-label={t("Voice message")}>
      <Button
        tone="ghost"
        aria-label={t("Throw the recording away")}
        icon={<Trash2 />}
        onClick={close}
      />
      {state === "recording" && (
        <>
          <span className={styles.dot} aria-hidden="true" />
          <span className={styles.time} role="timer" aria-label={t("Recorded")}>
            {playTime(seconds)}
          </span>
          <Level level={level} />
        </>
      )}
      {state === "asking" && (
        <p className={styles.words}>
          <Mic aria-hidden="true" /> {t("Allow the microphone to begin…")}
        </p>
      )}
      {file && url && (
        <div className={styles.listen}>
          <AudioPlayer url={url} name={t("Your recording")} />
        </div>
      )}
      {state === "recording" && (
        <Button icon={<Square />} data-testid="stop-recording" onClick={stop}>
          {t("Stop")}
        </Button>
      )}
      {file && (
        <Button
          tone="primary"
          icon={<SendHorizontal />}
          data-testid="send-recording"
          onClick={() => {
            send(file);
            close();
          }}
        >
          {t("Send")}
        </Button>
      )}
    </section>
  );
}
