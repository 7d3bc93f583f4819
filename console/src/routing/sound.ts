/** The sound of an offer: two soft tones, made by the browser. It rings in one window only, and not
 * at all where the agent has muted it on this device. */
import { useEffect, useSyncExternalStore } from "react";

const KEY = "switchboard-mute";
const AGAIN_AFTER_MS = 3000;
const TONES = [
  { hertz: 660, at: 0 },
  { hertz: 880, at: 0.16 },
];

let context: AudioContext | null = null;
const listeners = new Set<() => void>();
const tell = () => {
  for (const each of listeners) each();
};

/** Browsers let a page sound only after somebody has pressed something in it. */
function wake() {
  if (typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  if (context.state === "suspended") context.resume().then(tell, tell);
}

function chime() {
  if (context?.state !== "running") return;
  for (const { hertz, at } of TONES) {
    const start = context.currentTime + at;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.12, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.5);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + 0.5);
  }
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

const isMuted = () => localStorage.getItem(KEY) === "true";

export function useMuted(): [boolean, (muted: boolean) => void] {
  const muted = useSyncExternalStore(subscribe, isMuted);
  return [
    muted,
    (next) => {
      localStorage.setItem(KEY, String(next));
      tell();
    },
  ];
}

/** Only the window that holds the lock rings, so that two of them make no canon. */
function alone(ring: (over: Promise<void>) => void): () => void {
  let end: () => void = () => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  const { locks } = navigator;
  if (!locks) ring(over);
  else {
    const held = (lock: Lock | null) => {
      if (lock) ring(over);
      return over;
    };
    locks.request("switchboard-ring", { ifAvailable: true }, held).catch(() => ring(over));
  }
  return end;
}

/** Rings now and every few seconds while `rings`. */
export function useRing(rings: boolean) {
  const [muted] = useMuted();
  useEffect(() => {
    const events = ["pointerdown", "keydown"] as const;
    for (const each of events) document.addEventListener(each, wake, { passive: true });
    return () => {
      for (const each of events) document.removeEventListener(each, wake);
    };
  }, []);
  useEffect(() => {
    if (!rings || muted) return;
    return alone((over) => {
      chime();
      const timer = setInterval(chime, AGAIN_AFTER_MS);
      over.then(() => clearInterval(timer));
    });
  }, [rings, muted]);
}
