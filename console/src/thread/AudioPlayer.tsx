import { Pause, Play } from "lucide-react";
import { type CSSProperties, useEffect, useRef, useState } from "react";
import { t } from "../i18n/t";
import { playTime } from "../text/time";
import styles from "./AudioPlayer.module.css";

const SPEEDS = [1, 1.5, 2];

/** One sound at a time. */
let sounding: HTMLAudioElement | null = null;

type Hear = {
  onPlaying: (playing: boolean) => void;
  onTime: (seconds: number) => void;
  onLength: (seconds: number) => void;
  onBroken: () => void;
};

/** Recordings of a browser tell their length only once one has been at the end. */
function learnLength(element: HTMLAudioElement, onLength: (seconds: number) => void) {
  if (Number.isFinite(element.duration)) {
    onLength(element.duration);
    return;
  }
  element.ondurationchange = () => {
    if (!Number.isFinite(element.duration)) return;
    element.ondurationchange = null;
    onLength(element.duration);
    element.currentTime = 0;
  };
  element.currentTime = Number.MAX_SAFE_INTEGER;
}

function useSound(url: string | null, hear: Hear) {
  const audio = useRef<HTMLAudioElement | null>(null);
  const latest = useRef(hear);
  latest.current = hear;

  useEffect(() => {
    if (!url) return;
    const element = new Audio();
    audio.current = element;
    element.preload = "metadata";
    element.onplay = () => latest.current.onPlaying(true);
    element.onpause = () => latest.current.onPlaying(false);
    element.onended = () => latest.current.onTime(0);
    element.onerror = () => latest.current.onBroken();
    element.ontimeupdate = () => latest.current.onTime(element.currentTime);
    element.onloadedmetadata = () =>
      learnLength(element, (seconds) => latest.current.onLength(seconds));
    element.src = url;
    return () => {
      element.pause();
      element.onerror = null;
      element.removeAttribute("src");
    };
  }, [url]);

  return audio;
}

/** Plays one sound: a button, a slider that the keyboard moves, the time and the speed. */
export function AudioPlayer({ url, name }: { url: string | null; name: string }) {
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(0);
  const [speed, setSpeed] = useState(1);
  const [broken, setBroken] = useState(false);
  const audio = useSound(url, {
    onPlaying: setPlaying,
    onTime: setAt,
    onLength: setLength,
    onBroken: () => setBroken(true),
  });

  async function toggle() {
    const element = audio.current;
    if (!element) return;
    if (!element.paused) {
      element.pause();
      return;
    }
    sounding?.pause();
    sounding = element;
    try {
      await element.play();
    } catch {
      setBroken(true);
    }
  }

  function faster() {
    const next = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;
    setSpeed(next);
    if (audio.current) audio.current.playbackRate = next;
  }

  const share = length > 0 ? at / length : 0;
  return (
    <section className={styles.player} aria-label={name}>
      <button
        type="button"
        className={styles.play}
        aria-label={playing ? t("Pause") : t("Play")}
        aria-disabled={broken || !url}
        onClick={toggle}
      >
        {playing ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
      </button>
      {broken ? (
        <span className={styles.broken}>{t("This sound can't be played here.")}</span>
      ) : (
        <>
          <input
            type="range"
            className={styles.slider}
            style={{ "--share": share } as CSSProperties}
            aria-label={t("Position")}
            aria-valuetext={t("{at} of {all}", { at: playTime(at), all: playTime(length) })}
            min={0}
            max={length || 1}
            step={0.1}
            value={Math.min(at, length || 1)}
            onChange={(event) => {
              const to = Number(event.target.value);
              if (audio.current) audio.current.currentTime = to;
              setAt(to);
            }}
          />
          <span className={styles.time}>{playTime(playing || at > 0 ? at : length)}</span>
          <button
            type="button"
            className={styles.speed}
            aria-label={t("Speed: {speed} times", { speed })}
            onClick={faster}
          >
            {speed}×
          </button>
        </>
      )}
    </section>
  );
}
