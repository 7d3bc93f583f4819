/**
 * The live connection: a one-use ticket, a socket, and patience. It reconnects by itself with a
 * growing, jittered wait, at once when the network returns, and tells its owner each time it is
 * live again so that what was missed can be fetched.
 */
import type { ClientFrame, Frame } from "@switchboard/protocol";
import { SignedOut } from "../api/problem";

export type Connection = "connecting" | "live" | "reconnecting" | "offline";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
// API Gateway closes a socket that was silent for ten minutes.
const PING_EVERY_MS = 5 * 60_000;
const PONG_WITHIN_MS = 10_000;

type Needs = {
  ticket: () => Promise<{ url: string }>;
  open: (url: string) => WebSocket;
  onFrame: (frame: Frame) => void;
  onState: (state: Connection) => void;
  /** Called each time the socket is live: from here on nothing is missed. */
  onLive: () => void;
  random?: () => number;
  network?: Pick<Window, "addEventListener" | "removeEventListener"> & {
    navigator: { onLine: boolean };
  };
};

type Live = {
  start(): void;
  stop(): void;
  retryNow(): void;
  /** Say something now or never: what is said while the line is down is lost. */
  send(frame: ClientFrame): void;
};

/** Half of the wait is certain, half is chance, so that a thousand consoles do not return as one. */
export function waitBefore(attempt: number, random: () => number): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return full / 2 + (full / 2) * random();
}

export function createLive(needs: Needs): Live {
  const { ticket, open, onFrame, onState, onLive } = needs;
  const random = needs.random ?? Math.random;
  const network = needs.network ?? window;
  let socket: WebSocket | null = null;
  let attempt = 0;
  let wasLive = false;
  let running = false;
  let isOpen = false;
  // Every connection attempt gets a number; answers to an older one are ignored.
  let turn = 0;
  let wait: ReturnType<typeof setTimeout> | undefined;
  let ping: ReturnType<typeof setInterval> | undefined;
  let pong: ReturnType<typeof setTimeout> | undefined;

  function drop() {
    turn += 1;
    clearTimeout(wait);
    clearTimeout(pong);
    clearInterval(ping);
    socket?.close();
    socket = null;
    isOpen = false;
  }

  function lost() {
    if (!running) return;
    drop();
    if (!network.navigator.onLine) {
      onState("offline");
      return;
    }
    onState(wasLive || attempt > 0 ? "reconnecting" : "connecting");
    wait = setTimeout(connect, waitBefore(attempt, random));
    attempt += 1;
  }

  function keepAlive(mine: WebSocket) {
    ping = setInterval(() => {
      mine.send(JSON.stringify({ type: "ping" }));
      pong = setTimeout(lost, PONG_WITHIN_MS);
    }, PING_EVERY_MS);
  }

  async function connect() {
    drop();
    const mine = turn;
    let url: string;
    try {
      ({ url } = await ticket());
    } catch (error) {
      // Without a session there is nothing to reconnect to; the sign-in page takes over.
      if (error instanceof SignedOut) return;
      if (mine === turn) lost();
      return;
    }
    if (mine !== turn || !running) return;
    const opened = open(url);
    socket = opened;
    opened.onopen = () => {
      if (mine !== turn) return;
      attempt = 0;
      wasLive = true;
      isOpen = true;
      keepAlive(opened);
      onState("live");
      onLive();
    };
    opened.onmessage = ({ data }) => {
      if (mine !== turn) return;
      const frame: Frame = JSON.parse(data);
      if (frame.type === "pong") clearTimeout(pong);
      else onFrame(frame);
    };
    opened.onclose = () => {
      if (mine === turn) lost();
    };
  }

  function retryNow() {
    if (!running) return;
    attempt = 0;
    onState(wasLive ? "reconnecting" : "connecting");
    connect();
  }

  return {
    start() {
      running = true;
      network.addEventListener("online", retryNow);
      network.addEventListener("offline", lost);
      onState("connecting");
      connect();
    },
    stop() {
      running = false;
      drop();
      network.removeEventListener("online", retryNow);
      network.removeEventListener("offline", lost);
    },
    retryNow,
    send(frame) {
      if (socket && isOpen) socket.send(JSON.stringify(frame));
    },
  };
}
