import { afterEach, beforeEach, expect, it, type MockInstance, vi } from "vitest";
import { createApi, type Unwelcome } from "../src/frame/api";
import { createChat } from "../src/frame/chat";
import { openStore, type Store } from "../src/frame/storage";
import { answered, closed, elsewhere, received } from "./builders";
import { API, FakeServer } from "./fake-server";

let server: FakeServer;
let store: Store;
let unwelcome: Unwelcome | undefined;
let listening: MockInstance<typeof window.addEventListener>;

function aChat() {
  store = openStore("chn_1");
  return createChat(store, createApi(API, "chn_1", store), (why) => {
    unwelcome = why;
  });
}

async function started() {
  const chat = aChat();
  chat.start();
  await settle();
  server.socket.onopen?.();
  await settle();
  return chat;
}

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const seqs = (chat: ReturnType<typeof aChat>) => chat.events.value.map((event) => event.seq);

beforeEach(() => {
  vi.useFakeTimers();
  listening = vi.spyOn(window, "addEventListener");
  localStorage.clear();
  unwelcome = undefined;
  server = new FakeServer();
});
afterEach(() => {
  // A chat lives as long as its page; here the next test is the next page.
  for (const [type, listener] of listening.mock.calls) window.removeEventListener(type, listener);
  vi.clearAllTimers();
  vi.useRealTimers();
});

it("shows a returning visitor the earlier conversation", async () => {
  server.timeline = [received(1), answered(3)];

  const chat = await started();

  expect(seqs(chat)).toEqual([1, 3]);
  expect(chat.connection.value).toBe("online");
});

it("orders events by seq and takes each once, whether REST or the socket tells it first", async () => {
  const chat = await started();
  server.timeline = [received(1), answered(2), answered(4)];

  server.socket.tell(answered(4));
  server.socket.tell(answered(2));
  server.socket.tell(received(1));
  server.socket.tell(answered(2));

  expect(seqs(chat)).toEqual([1, 2, 4]);
});

it("replaces the unsent message when the socket tells of it before the answer does", async () => {
  const chat = await started();
  server.fail("/widget/messages", "network");
  chat.send("hello");
  await settle();
  const [message] = store.saved.value.outbox;

  server.socket.tell(received(1, "hello", message?.client_id));

  expect(store.saved.value.outbox).toEqual([]);
  await settle(5000);
  expect(server.texts).toHaveLength(1);
});

it("connects again after a drop, with a new ticket, and fetches what was missed", async () => {
  server.timeline = [received(1)];
  const chat = await started();
  server.socket.close();
  expect(chat.connection.value).toBe("reconnecting");
  server.timeline.push(answered(2), answered(5));

  await settle(500);
  server.socket.onopen?.();
  await settle();

  expect(server.sockets).toHaveLength(2);
  expect(server.sentTo("/widget/tickets")).toHaveLength(2);
  expect(chat.connection.value).toBe("online");
  expect(seqs(chat)).toEqual([1, 2, 5]);
});

it("misses no answer that came before a message of our own, sent while the socket was away", async () => {
  server.timeline = [received(1)];
  const chat = await started();
  server.socket.close();
  server.fail("/widget/timeline", "network");
  server.timeline.push(answered(2));
  chat.send("are you there?");
  await settle();
  expect(seqs(chat)).toEqual([1, 3]);

  await settle(500);
  server.socket.onopen?.();
  await settle();

  expect(seqs(chat)).toEqual([1, 2, 3]);
});

it("fetches again what a failed fetch left open, though the socket goes on telling", async () => {
  server.timeline = [received(1)];
  const chat = await started();
  server.socket.close();
  server.timeline.push(answered(2), answered(3));
  server.fail("/widget/timeline", "network", "network");
  await settle(500);
  server.socket.onopen?.();
  server.socket.tell(answered(3));
  await settle(1000);

  expect(seqs(chat)).toEqual([1, 2, 3]);
});

it("waits longer after each failure, but connects at once when the network is back", async () => {
  await started();
  server.fail("/widget/tickets", ...Array<"network">(20).fill("network"));
  server.socket.close();
  await settle(120_000);
  const tried = server.sentTo("/widget/tickets").length;
  expect(tried).toBeLessThan(22);
  server.trouble.length = 0;

  window.dispatchEvent(new Event("online"));
  await settle();

  expect(server.sockets).toHaveLength(2);
});

it("says that it is offline, and trusts no old socket once it is back", async () => {
  const chat = await started();
  window.dispatchEvent(new Event("offline"));
  expect(chat.connection.value).toBe("offline");

  window.dispatchEvent(new Event("online"));
  await settle();
  server.socket.onopen?.();

  expect(server.sockets).toHaveLength(2);
  expect(chat.connection.value).toBe("online");
});

it("notices a socket that died without a word", async () => {
  const chat = await started();
  await settle(5 * 60_000);
  expect(server.socket.sent).toEqual(['{"type":"ping"}']);

  await settle(10_000);

  expect(chat.connection.value).toBe("reconnecting");
});

it("keeps a socket that answers its pings", async () => {
  const chat = await started();
  await settle(5 * 60_000);
  server.socket.tell({ type: "pong" });
  await settle(60_000);

  expect(chat.connection.value).toBe("online");
});

it("misses nothing that came between the first fetch and the opening of the socket", async () => {
  server.timeline = [received(1)];
  server.travel["/widget/timeline"] = 100;
  const chat = aChat();
  chat.start();
  await settle(50);
  server.timeline.push(answered(2));
  server.socket.onopen?.();
  await settle(500);

  expect(seqs(chat)).toEqual([1, 2]);
});

it("fetches more than a page of missed messages", async () => {
  server.timeline = [received(1)];
  const chat = await started();
  server.socket.close();
  server.timeline.push(...Array.from({ length: 70 }, (_, at) => answered(at + 2)));
  await settle(500);
  server.socket.onopen?.();
  await settle();

  expect(seqs(chat)).toHaveLength(71);
});

it("loads older pages on demand until there are none", async () => {
  server.timeline = Array.from({ length: 50 }, (_, at) => answered(at + 1));
  const chat = await started();
  expect(seqs(chat)[0]).toBe(21);
  server.fail("/widget/timeline", 500);
  await chat.loadOlder();
  expect(chat.loadingOlder.value).toBe(false);

  await chat.loadOlder();

  expect(seqs(chat)[0]).toBe(1);
  expect(chat.hasOlder.value).toBe(false);
});

it("counts answers as unread until the thread is seen, also after a reload", async () => {
  server.timeline = [received(1), answered(2), answered(3)];
  const chat = await started();
  expect(chat.unread.value).toBe(2);

  chat.markRead();

  expect(chat.unread.value).toBe(0);
  expect((await started()).unread.value).toBe(0);
});

it("starts a new thread when the server no longer knows the visitor", async () => {
  server.timeline = [received(1), answered(2)];
  const chat = await started();
  server.contactId = "ctc_2";
  server.timeline = [received(1, "of someone new")];
  server.expireTokens();
  server.socket.close();
  await settle(500);

  expect(chat.events.value.map((event) => event.data)).toEqual([server.timeline[0]?.data]);
});

it("stops for good when this site may not show the chat", async () => {
  server.fail("/widget/chn_1/sessions", 403);
  const chat = aChat();
  chat.start();
  await settle(60_000);

  expect(unwelcome?.status).toBe(403);
  expect(server.calls).toHaveLength(1);
  expect(chat.connection.value).toBe("idle");
});

it("goes on until nothing is missed, though what is internal leaves its pages short or empty", async () => {
  server.timeline = [received(1)];
  const chat = await started();
  server.socket.close();
  server.looksThrough = 3;
  for (let seq = 2; seq <= 120; seq++) server.timeline.push(answered(seq));
  for (let seq = 2; seq < 120; seq++) if (seq % 10) server.internal.add(seq);

  await settle(500);
  server.socket.onopen?.();
  await settle();

  expect(seqs(chat)).toEqual([1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120]);
});

it("goes over to the conversation that begins after the last one ended", async () => {
  server.timeline = [received(1), answered(2), closed(3)];
  const chat = await started();
  chat.markRead();
  expect(store.saved.value.read_up_to).toBe(3);

  const again = elsewhere(received(1));
  server.timeline.push(again, elsewhere(answered(2)));
  server.socket.tell(again);
  server.socket.tell(elsewhere(answered(2)));
  await settle();

  expect(seqs(chat)).toEqual([1, 2, 3, 1, 2]);
  expect(chat.unread.value).toBe(1);
  expect(store.saved.value).toMatchObject({ thread: "cnv_2", read_up_to: 0 });
});

it("finds the conversation that began while the socket was away", async () => {
  server.timeline = [received(1), closed(2)];
  const chat = await started();
  server.socket.close();
  server.timeline.push(elsewhere(received(1)), elsewhere(answered(2)));

  await settle(500);
  server.socket.onopen?.();
  await settle();
  server.timeline.push(elsewhere(answered(3)));
  server.socket.close();
  await settle(2000);
  server.socket.onopen?.();
  await settle();

  expect(seqs(chat)).toEqual([1, 2, 1, 2, 3]);
});

it("tells the server once how far the visitor has read, and again where that failed", async () => {
  server.timeline = [received(1), answered(2)];
  const chat = await started();
  server.fail("/widget/read", "network");
  chat.markRead();
  await settle();

  chat.markRead();
  chat.markRead();
  await settle();

  expect(server.sentTo("/widget/read").map(({ body }) => body)).toEqual([
    { up_to: 2 },
    { up_to: 2 },
  ]);
  expect(server.customerRead).toBe(2);
});

it("tells nothing that the server knows: the visitor's own words, and what was read before", async () => {
  server.timeline = [answered(1), received(2)];
  server.customerRead = 1;
  const chat = await started();

  chat.markRead();
  await settle();

  expect(server.sentTo("/widget/read")).toEqual([]);
});

it("knows how far an agent has read, from the server and then live", async () => {
  server.timeline = [received(1), received(2)];
  server.agentRead = 1;
  const chat = await started();
  expect(chat.agentRead.value).toBe(1);

  server.socket.tell({ type: "read", by: "agent", up_to: 2 });
  server.socket.tell({ type: "read", by: "agent", up_to: 1 });

  expect(chat.agentRead.value).toBe(2);
});

it("believes that an agent types until they stop, send, or are silent for long", async () => {
  server.timeline = [received(1)];
  const chat = await started();
  const types = (active: boolean) =>
    server.socket.tell({ type: "typing", conversation_id: "cnv_1", active });

  types(true);
  expect(chat.agentTyping.value).toBe(true);
  types(false);
  expect(chat.agentTyping.value).toBe(false);
  types(true);
  server.socket.tell(answered(2));
  expect(chat.agentTyping.value).toBe(false);
  types(true);
  await settle(6000);
  expect(chat.agentTyping.value).toBe(false);
});

it("tells that the visitor types every three seconds at most, and when they have stopped", async () => {
  const chat = await started();
  const told = () =>
    server.socket.sent.map((text) => JSON.parse(text)).filter(({ type }) => type === "typing");

  for (let key = 0; key < 8; key++) {
    chat.typing(true);
    await settle(500);
  }
  expect(told().map(({ active }) => active)).toEqual([true, true]);

  await settle(5000);
  expect(told().at(-1)).toEqual({ type: "typing", active: false });
  chat.typing(false);
  expect(told()).toHaveLength(3);
});

it("sends files along by their ids, and waits for one that is still being checked", async () => {
  const chat = await started();
  const file = {
    id: "att_1",
    name: "sea.png",
    mime_type: "image/png",
    size: 9,
    kind: "image",
  } as const;
  server.fail("/widget/messages", "being_scanned");

  chat.send("look", [file]);
  await settle();
  expect(store.saved.value.outbox[0]).toMatchObject({ files: [file] });
  expect(store.saved.value.outbox[0]?.failed).toBeUndefined();
  await settle(1000);

  const sent = server.sentTo("/widget/messages").map(({ body }) => body.attachments);
  expect(sent).toEqual([["att_1"], ["att_1"]]);
  expect(store.saved.value.outbox).toEqual([]);
});

it("knows the place in line as it falls, until somebody has the conversation", async () => {
  const chat = await started();
  const tell = (position: number | null, wait_seconds: number | null) =>
    server.socket.tell({ type: "queue", position, wait_seconds });

  tell(3, 240);
  tell(5, 300); // late
  expect(chat.place.value).toEqual({ position: 3, wait_seconds: 240 });

  tell(1, null);
  expect(chat.place.value).toEqual({ position: 1, wait_seconds: 240 });

  tell(null, null);
  expect(chat.place.value).toBeNull();
});

it("has no place in line any more once the conversation is closed", async () => {
  const chat = await started();
  server.timeline = [received(1)];
  server.socket.tell(received(1));
  server.socket.tell({ type: "queue", position: 2, wait_seconds: null });

  server.socket.tell(closed(2));

  expect(chat.place.value).toBeNull();
});
