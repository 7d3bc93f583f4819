import { useSyncExternalStore } from "react";
import { absoluteTime, relativeTime } from "../text/time";

const TICK_MS = 15_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all the times on screen; it stands still while nothing shows a time. */
function subscribe(listener: () => void) {
  listeners.add(listener);
  // It stood still meanwhile.
  if (!timer) now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

export function RelativeTime({ iso, className }: { iso: string; className?: string | undefined }) {
  const at = useNow();
  return (
    <time dateTime={iso} title={absoluteTime(iso)} className={className}>
      {relativeTime(iso, Math.max(at, Date.parse(iso)))}
    </time>
  );
}
