/** The live connection: a ticket, a socket, and again after it drops. */
import type { Ticket, VisitorFrame } from "@switchboard/protocol";
import { Unwelcome } from "./api";
import { backoff } from "./backoff";

/** API Gateway closes a socket that was silent for ten minutes. */
const PING_EVERY = 5 * 60_000;
const PONG_WITHIN = 10_000;
/** A socket that lived shorter than this counts as another failed attempt. */
const STABLE_AFTER = 10_000;

export type Connection = "idle" | "connecting" | "online" | "reconnecting" | "offline";

export interface SocketOptions {
  ticket(): Promise<Ticket>;
  onFrame(frame: VisitorFrame): void;
  onState(state: Connection): void;
}

export interface Socket {
  start(): void;
  stop(): void;
  /** Says something that is not worth keeping for later. */
  say(frame: object): void;
  /** Looks at once whether the connection still lives: after sleep, or back in a visible tab. */
  check(): void;
}

export function createSocket({ ticket, onFrame, onState }: SocketOptions): Socket {
  let socket: WebSocket | undefined;
  let attempt = 0;
  let openedAt = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let pingTimer: ReturnType<typeof setInterval> | undefined;
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  let opening = false;

  async function open(): Promise<void> {
    if (!running || opening || socket) return;
    clearTimeout(retryTimer);
    opening = true;
    try {
      const { url } = await ticket();
      if (running) listen(new WebSocket(url));
    } catch (error) {
      if (error instanceof Unwelcome) stop();
      else retry();
    } finally {
      opening = false;
    }
  }

  function listen(opened: WebSocket): void {
    socket = opened;
    opened.onopen = () => {
      openedAt = Date.now();
      pingTimer = setInterval(ping, PING_EVERY);
      onState("online");
    };
    opened.onmessage = ({ data }) => {
      const frame: VisitorFrame = JSON.parse(data);
      if (frame.type === "pong") clearTimeout(pongTimer);
      else onFrame(frame);
    };
    opened.onclose = () => {
      if (socket === opened) lost();
    };
  }

  function lost(): void {
    if (openedAt && Date.now() - openedAt > STABLE_AFTER) attempt = 0;
    letGo();
    retry();
  }

  /** Drops the socket without waiting for its close: a dead network may take minutes to tell. */
  function letGo(): void {
    clearInterval(pingTimer);
    clearTimeout(pongTimer);
    clearTimeout(retryTimer);
    openedAt = 0;
    const old = socket;
    socket = undefined;
    old?.close();
  }

  function retry(): void {
    if (!running) return;
    onState(navigator.onLine ? "reconnecting" : "offline");
    retryTimer = setTimeout(open, backoff(attempt++));
  }

  function say(frame: object): void {
    if (openedAt) socket?.send(JSON.stringify(frame));
  }

  function ping(): void {
    clearTimeout(pongTimer);
    say({ type: "ping" });
    pongTimer = setTimeout(lost, PONG_WITHIN);
  }

  function check(): void {
    if (openedAt) ping();
    else void open();
  }

  /** Back on a network, perhaps another one: the old socket is not worth asking. */
  function onOnline(): void {
    attempt = 0;
    letGo();
    void open();
  }

  function onOffline(): void {
    if (running) onState("offline");
  }

  function stop(): void {
    running = false;
    letGo();
    window.removeEventListener("online", onOnline);
    window.removeEventListener("offline", onOffline);
    onState("idle");
  }

  return {
    start() {
      if (running) return;
      running = true;
      window.addEventListener("online", onOnline);
      window.addEventListener("offline", onOffline);
      onState("connecting");
      void open();
    },
    stop,
    say,
    check,
  };
}
