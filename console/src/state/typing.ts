/** Tells others that the agent is typing: now and then while they do, and once when they stop. */
import type { Kind } from "./thread";

const AGAIN_MS = 3000;
const STOPPED_AFTER_MS = 5000;

type Say = (frame: {
  type: "typing";
  conversation_id: string;
  mode: Kind;
  active: boolean;
}) => void;

export function createTyping(say: Say, now: () => number = Date.now) {
  let current: { id: string; mode: Kind; saidAt: number } | null = null;
  let idle: ReturnType<typeof setTimeout> | undefined;

  function stop() {
    clearTimeout(idle);
    if (!current) return;
    say({ type: "typing", conversation_id: current.id, mode: current.mode, active: false });
    current = null;
  }

  function type(id: string, mode: Kind) {
    if (current && (current.id !== id || current.mode !== mode)) stop();
    clearTimeout(idle);
    idle = setTimeout(stop, STOPPED_AFTER_MS);
    if (current && now() - current.saidAt < AGAIN_MS) return;
    current = { id, mode, saidAt: now() };
    say({ type: "typing", conversation_id: id, mode, active: true });
  }

  return { typing: type, stopTyping: stop };
}
