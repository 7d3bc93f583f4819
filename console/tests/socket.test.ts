import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Connection, createLive, waitBefore } from "../src/live/socket";

class FakeSocket {
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  readonly said: unknown[] = [];
  readonly url: string;
  closed = false;

  constructor(url: string) {
    this.url = url;
  }

  send(data: string) {
    this.said.push(JSON.parse(data));
  }

  close() {
    this.closed = true;
    this.onclose?.();
  }

  hear(frame: unknown) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

class Network extends EventTarget {
  navigator = { onLine: true };

  turn(onLine: boolean) {
    this.navigator.onLine = onLine;
    this.dispatchEvent(new Event(onLine ? "online" : "offline"));
  }
}

function aLive(ticket = vi.fn(async () => ({ url: "wss://one" }))) {
  const sockets: FakeSocket[] = [];
  const states: Connection[] = [];
  const network = new Network();
  const onFrame = vi.fn();
  const onLive = vi.fn();
  const live = createLive({
    ticket,
    open(url) {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    onFrame,
    onLive,
    onState: (state) => states.push(state),
    random: () => 1,
    network: network as never,
  });
  const newest = () => sockets.at(-1) as FakeSocket;
  return { live, ticket, sockets, states, network, onFrame, onLive, newest };
}

async function connected() {
  const parts = aLive();
  parts.live.start();
  await vi.advanceTimersByTimeAsync(0);
  parts.newest().onopen?.();
  return parts;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a ticket opens a socket, and frames are handed on", async () => {
  const { newest, states, onFrame, onLive } = await connected();

  newest().hear({ type: "presence", user_id: "u" });
  newest().hear({ type: "pong" });

  expect(newest().url).toBe("wss://one");
  expect(states).toEqual(["connecting", "live"]);
  expect(onFrame).toHaveBeenCalledExactlyOnceWith({ type: "presence", user_id: "u" });
  expect(onLive).toHaveBeenCalledTimes(1);
});

test("a dropped socket comes back with a new ticket and says that something may be missed", async () => {
  const { newest, sockets, states, ticket, onLive } = await connected();

  newest().close();
  await vi.advanceTimersByTimeAsync(500);
  newest().onopen?.();

  expect(sockets).toHaveLength(2);
  expect(ticket).toHaveBeenCalledTimes(2);
  expect(states).toEqual(["connecting", "live", "reconnecting", "live"]);
  expect(onLive).toHaveBeenCalledTimes(2);
});

test("waits double up to fifteen seconds, half of each left to chance", () => {
  const waits = [0, 1, 2, 3, 4, 5, 9].map((attempt) => waitBefore(attempt, () => 1));

  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15000, 15000]);
  expect(waitBefore(2, () => 0)).toBe(1000);
});

test("a ticket that can't be had is asked for again", async () => {
  const ticket = vi
    .fn()
    .mockRejectedValueOnce(new Error("away"))
    .mockResolvedValue({ url: "wss://two" });
  const { live, sockets } = aLive(ticket);

  live.start();
  await vi.advanceTimersByTimeAsync(600);

  expect(sockets.map((socket) => socket.url)).toEqual(["wss://two"]);
});

test("going offline is told, and coming back reconnects at once", async () => {
  const { network, sockets, states } = await connected();

  network.turn(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(states.at(-1)).toBe("offline");
  expect(sockets).toHaveLength(1);

  network.turn(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(sockets).toHaveLength(2);
});

test("a ping without a pong means that the socket is dead", async () => {
  const { newest, sockets, states } = await connected();

  await vi.advanceTimersByTimeAsync(5 * 60_000);
  expect(newest().said).toEqual([{ type: "ping" }]);
  await vi.advanceTimersByTimeAsync(10_000);

  expect(states.at(-1)).toBe("reconnecting");
  expect(sockets[0]?.closed).toBe(true);
});

test("a stopped connection stays stopped", async () => {
  const { live, newest, sockets, network } = await connected();

  live.stop();
  newest().close();
  network.turn(true);
  await vi.advanceTimersByTimeAsync(60_000);

  expect(sockets).toHaveLength(1);
});
