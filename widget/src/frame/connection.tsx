/** Says when messages do not flow, and that nothing is lost meanwhile. */
import type { Connection } from "./socket";

const WORDS: Partial<Record<Connection, string>> = {
  reconnecting: "Reconnecting…",
  offline: "You’re offline. Messages are sent once you’re back.",
};

export function ConnectionBar({ state }: { state: Connection }) {
  return (
    <div class="connection" role="status" data-testid="connection" data-state={state}>
      {WORDS[state] && <p>{WORDS[state]}</p>}
    </div>
  );
}
