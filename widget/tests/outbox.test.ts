import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createApi } from "../src/frame/api";
import { createOutbox } from "../src/frame/outbox";
import { openStore, type Store } from "../src/frame/storage";
import { API, FakeServer } from "./fake-server";

let server: FakeServer;
let store: Store;

const anOutbox = () => createOutbox(store, createApi(API, "chn_1", store).send, () => {});
const waiting = () => store.saved.value.outbox.map((message) => message.text);

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  server = new FakeServer();
  store = openStore("chn_1");
});
afterEach(() => {
  vi.useRealTimers();
});

it("sends in the order of writing, one at a time", async () => {
  const outbox = anOutbox();
  for (const text of ["one", "two", "three"]) outbox.add(text);

  await outbox.flush();

  expect(server.texts).toEqual(["one", "two", "three"]);
  expect(waiting()).toEqual([]);
});

it("keeps what was written without a network, and sends it in order once there is one", async () => {
  server.fail("/widget", "network", "network");
  const outbox = anOutbox();
  outbox.add("one");
  outbox.add("two");
  await outbox.flush();
  expect(waiting()).toEqual(["one", "two"]);

  await vi.advanceTimersByTimeAsync(3000);

  expect(server.timeline.map((event) => "text" in event.data && event.data.text)).toEqual([
    "one",
    "two",
  ]);
});

it("survives a reload", async () => {
  server.fail("/widget", "network");
  anOutbox().add("before the reload");
  await vi.advanceTimersByTimeAsync(0);
  vi.clearAllTimers(); // the page is gone

  store = openStore("chn_1");
  await anOutbox().flush();

  expect(server.timeline).toHaveLength(1);
});

it("repeats a lost answer with the same client_id, so that nothing is stored twice", async () => {
  const outbox = anOutbox();
  server.fail("/widget/messages", "network");
  outbox.add("only once");
  await vi.advanceTimersByTimeAsync(1000);

  const ids = server.sentTo("/widget/messages").map((call) => call.body.client_id);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});

it("does not send twice when flushed twice at once", async () => {
  const outbox = anOutbox();
  outbox.add("only once");

  await Promise.all([outbox.flush(), outbox.flush()]);

  expect(server.texts).toEqual(["only once"]);
});

it("marks a refused message as failed, goes on with the next, and sends it again when asked", async () => {
  server.fail("/widget/messages", 422);
  const outbox = anOutbox();
  outbox.add("refused");
  outbox.add("fine");
  await outbox.flush();
  expect(server.texts).toEqual(["refused", "fine"]);
  const [failed] = store.saved.value.outbox;
  expect(failed).toMatchObject({ text: "refused", failed: "refused with 422" });

  outbox.retry(failed?.client_id as string);
  await outbox.flush();

  expect(waiting()).toEqual([]);
});

it("gives up on a server that keeps failing after five attempts", async () => {
  server.fail("/widget/messages", 500, 503, 500, 502, 429);
  const outbox = anOutbox();
  outbox.add("unlucky");

  await vi.advanceTimersByTimeAsync(30_000);

  expect(server.sentTo("/widget/messages")).toHaveLength(5);
  expect(store.saved.value.outbox[0]?.failed).toBe(true);
});

it("sends what is written while the lock is being given back", async () => {
  const request = async (_name: string, work: () => Promise<void>) => {
    await work();
    await new Promise((given) => setTimeout(given, 50));
  };
  vi.stubGlobal("navigator", { onLine: true, locks: { request } });
  const outbox = anOutbox();
  outbox.add("one");
  await vi.advanceTimersByTimeAsync(20);

  outbox.add("two");
  await vi.advanceTimersByTimeAsync(200);

  expect(server.texts).toEqual(["one", "two"]);
});

it("waits its turn when another tab is sending", async () => {
  const order: string[] = [];
  let release = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  vi.stubGlobal("navigator", {
    onLine: true,
    locks: {
      request: async (_name: string, work: () => Promise<void>) => {
        await held;
        order.push("lock");
        await work();
      },
    },
  });
  const outbox = anOutbox();
  outbox.add("from here");
  await vi.advanceTimersByTimeAsync(0);
  expect(server.texts).toEqual([]);

  // Meanwhile the other tab, which shares the storage, has sent it.
  localStorage.setItem("switchboard:chn_1", JSON.stringify({ ...store.saved.value, outbox: [] }));
  release();
  await outbox.flush();

  expect(order).toEqual(["lock"]);
  expect(server.texts).toEqual([]);
});

it("says which answer was pressed, and nothing of the kind of what was typed", async () => {
  const send = vi.fn(async () => ({}) as never);
  const outbox = createOutbox(store, send, () => {});
  outbox.add("Friday", [], "2");
  outbox.add("Thanks");

  await outbox.flush();

  expect(send).toHaveBeenNthCalledWith(1, expect.objectContaining({ option_id: "2" }));
  expect(send).toHaveBeenNthCalledWith(
    2,
    expect.not.objectContaining({ option_id: expect.anything() }),
  );
});
