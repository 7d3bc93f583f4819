/**
 * The signed-in session: kept in localStorage, refreshed shortly before it expires, and shared
 * by every tab. A refresh runs once however many requests wait for it.
 */
import type { Refreshed, SignedIn } from "@switchboard/protocol";
import type { Switched } from "./people-types";
import { Problem, SignedOut } from "./problem";

const KEY = "switchboard:session";
const EARLY_MS = 60_000;

type Stored = { access_token: string; refresh_token: string; expires_at: number };

export type Session = {
  exists(): boolean;
  start(answer: SignedIn): void;
  /** Goes on as somebody of another account; without a new refresh token the old one stays. */
  goOn(answer: Switched): void;
  /** What renews it, or null where nobody is signed in. */
  renewal(): string | null;
  end(): void;
  /** A token that is good for at least another minute. */
  token(): Promise<string>;
  /** A token other than the one that the API has just refused. */
  renew(refused: string): Promise<string>;
  onEnd(listener: () => void): () => void;
};

type Needs = {
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  now: () => number;
  refresh: (refreshToken: string) => Promise<Refreshed>;
};

export function createSession({ storage, now, refresh }: Needs): Session {
  const listeners = new Set<() => void>();
  let running: Promise<string> | null = null;

  // Read each time, because another tab may have refreshed or signed out meanwhile.
  const read = (): Stored | null => JSON.parse(storage.getItem(KEY) ?? "null");
  const write = (stored: Stored) => storage.setItem(KEY, JSON.stringify(stored));

  function end() {
    storage.removeItem(KEY);
    for (const listener of listeners) listener();
  }

  async function refreshed(stored: Stored): Promise<string> {
    try {
      const answer = await refresh(stored.refresh_token);
      write({
        ...stored,
        access_token: answer.access_token,
        expires_at: now() + answer.expires_in * 1000,
      });
      return answer.access_token;
    } catch (error) {
      if (error instanceof Problem && error.status < 500 && error.status !== 429) {
        end();
        throw new SignedOut();
      }
      throw error;
    }
  }

  function refreshOnce(stored: Stored): Promise<string> {
    running ??= refreshed(stored).finally(() => {
      running = null;
    });
    return running;
  }

  return {
    exists: () => read() !== null,
    start: (answer) =>
      write({
        access_token: answer.access_token,
        refresh_token: answer.refresh_token,
        expires_at: now() + answer.expires_in * 1000,
      }),
    goOn(answer) {
      const stored = read();
      if (!stored) throw new SignedOut();
      write({
        access_token: answer.access_token,
        refresh_token: answer.refresh_token ?? stored.refresh_token,
        expires_at: now() + answer.expires_in * 1000,
      });
    },
    renewal: () => read()?.refresh_token ?? null,
    end,
    async token() {
      const stored = read();
      if (!stored) throw new SignedOut();
      return stored.expires_at - now() > EARLY_MS ? stored.access_token : refreshOnce(stored);
    },
    async renew(refused) {
      const stored = read();
      if (!stored) throw new SignedOut();
      return stored.access_token === refused ? refreshOnce(stored) : stored.access_token;
    },
    onEnd(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
