import { beforeEach, expect, it, vi } from "vitest";
import { createApi, Refused, Unwelcome } from "../src/frame/api";
import { openStore, type Store } from "../src/frame/storage";
import { API, FakeServer } from "./fake-server";

let server: FakeServer;
let store: Store;

const anApi = () => createApi(API, "chn_1", store);
const sessions = () => server.sentTo("/widget/chn_1/sessions");

beforeEach(() => {
  localStorage.clear();
  server = new FakeServer();
  store = openStore("chn_1");
});

it("makes one session for calls that begin together, and keeps its token", async () => {
  const api = anApi();

  await Promise.all([api.timeline({ limit: 30 }), api.ticket()]);

  expect(sessions()).toHaveLength(1);
  expect(openStore("chn_1").saved.value.visit?.token).toBe(server.validToken);
});

it("renews an expired session with the token it held, once, and repeats the calls", async () => {
  const api = anApi();
  await api.ticket();
  server.expireTokens();

  await Promise.all([api.timeline({ limit: 30 }), api.ticket()]);

  expect(sessions()).toHaveLength(2);
  expect(sessions()[1]?.body.token).toBe("token-1");
});

it("uses the token that another tab has renewed meanwhile", async () => {
  const api = anApi();
  await api.ticket();
  server.expireTokens();
  const other = openStore("chn_1");
  await createApi(API, "chn_1", other).ticket();

  await api.ticket();

  expect(sessions()).toHaveLength(2);
});

it("rotates a token that is a day old", async () => {
  await anApi().ticket();
  store.update(() => ({ renewed_at: Date.now() - 25 * 60 * 60 * 1000 }));

  await anApi().ticket();

  expect(sessions()).toHaveLength(2);
});

it("does not renew without end", async () => {
  const api = anApi();
  server.fail("/widget/tickets", 401, 401);

  await expect(api.ticket()).rejects.toMatchObject({ status: 401 });

  expect(sessions()).toHaveLength(2);
});

it.each([403, 404])("knows that a %i for the session is final", async (status) => {
  server.fail("/widget/chn_1/sessions", status);

  await expect(anApi().ticket()).rejects.toBeInstanceOf(Unwelcome);
});

it("tells the server's own words when it refuses", async () => {
  server.fail("/widget/messages", 422);

  const refusal = anApi().send({ text: "x", client_id: "1", attachments: [] });

  await expect(refusal).rejects.toEqual(new Refused(422, "refused with 422", "test"));
});

it("lives without storage where the browser blocks it", async () => {
  vi.stubGlobal("localStorage", undefined);
  store = openStore("chn_2");

  await createApi(API, "chn_2", store).ticket();

  expect(store.saved.value.visit?.token).toBe(server.validToken);
});

it("goes on in memory when the page has filled its storage", async () => {
  const full = {
    getItem: () => null,
    removeItem: () => {},
    setItem(key: string) {
      if (key === "switchboard:chn_1") throw new DOMException("full", "QuotaExceededError");
    },
  };
  vi.stubGlobal("localStorage", full);
  store = openStore("chn_1");

  await anApi().ticket();

  expect(store.saved.value.visit?.token).toBe(server.validToken);
});

it("begins anew when what is stored cannot be read", () => {
  localStorage.setItem("switchboard:chn_1", "{not json");

  expect(openStore("chn_1").saved.value.visit).toBeNull();
});
