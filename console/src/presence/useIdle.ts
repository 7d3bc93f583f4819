/** Nobody at the screen for so long as the company allows: the agent is set away, so that nothing is
 * offered to an empty chair. All windows of one browser count as one screen. */
import { useEffect } from "react";
import { useActions, useDesk } from "../app/context";

const SEEN = "switchboard-seen";
/** Keeping the moment costs a write, so not every key does. */
const KEEP_EVERY_MS = 10_000;
const LOOK_EVERY_MS = 15_000;
const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "visibilitychange"] as const;

const lastSeen = () => Number(localStorage.getItem(SEEN) ?? 0);

export function useIdle() {
  const { setAvailability } = useActions();
  const minutes = useDesk((desk) => desk.rules?.workload?.away_minutes ?? null);
  const available = useDesk((desk) => desk.me?.availability === "available");

  useEffect(() => {
    if (minutes === null || !available) return;
    let kept = 0;
    const keep = () => {
      kept = Date.now();
      localStorage.setItem(SEEN, String(kept));
    };
    const seen = () => {
      if (document.visibilityState === "visible" && Date.now() - kept >= KEEP_EVERY_MS) keep();
    };
    const look = () => {
      if (Date.now() - lastSeen() < minutes * 60_000) return;
      setAvailability({ status: "away", automatic: true });
    };
    // Whoever has just become available, on whichever device, is somewhere.
    keep();
    const timer = setInterval(look, LOOK_EVERY_MS);
    for (const sign of SIGNS) document.addEventListener(sign, seen, { passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) document.removeEventListener(sign, seen);
    };
  }, [minutes, available, setAvailability]);
}
