import { signal } from "@preact/signals";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createApi } from "../src/frame/api";
import { App } from "../src/frame/app";
import type { Chat } from "../src/frame/chat";
import { createHelp } from "../src/frame/help";
import { openDraft, openStore } from "../src/frame/storage";
import { createUploads } from "../src/frame/uploads";
import { aVisit, received } from "./builders";
import { API, FakeServer } from "./fake-server";

const RETURNS = { id: "art_1", title: "Returns", excerpt: "Within 60 days." };
const SIZES = { id: "art_2", title: "Sizes", excerpt: "Half a size small." };

const find = <E extends HTMLElement = HTMLElement>(selector: string) =>
  document.querySelector(selector) as E;
const button = (name: string) =>
  [...document.querySelectorAll("button")].find(
    (each) => (each.getAttribute("aria-label") ?? each.textContent?.trim()) === name,
  ) as HTMLButtonElement;

const articles = vi.fn(async (words: string) => ({
  items: [RETURNS, SIZES].filter(({ title }) => title.toLowerCase().includes(words.toLowerCase())),
}));
const article = vi.fn(async (id: string) => ({
  id,
  title: "Returns",
  text: "Within **60** days.",
  url: null as string | null,
}));
const help = () => createHelp({ articles, article });

const settle = (ms = 0) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));

/** The panel of a chat that has so many messages. */
async function opened(messages = 0, known = help()) {
  const store = openStore("chn_1");
  store.update(() => ({ visit: aVisit("token") }));
  const chat = {
    events: signal(Array.from({ length: messages }, (_, at) => received(at + 1))),
    connection: signal("online"),
    loaded: signal(true),
    hasOlder: signal(false),
    loadingOlder: signal(false),
    agentRead: signal(0),
    agentTyping: signal(false),
    place: signal(null),
    send: vi.fn(),
    typing: vi.fn(),
  } as unknown as Chat;
  known.start();
  act(() =>
    render(
      <App
        chat={chat}
        store={store}
        open={signal(true)}
        onClose={vi.fn()}
        draft={openDraft("chn_1")}
        uploads={createUploads({ offer: vi.fn() })}
        help={known}
      />,
      document.body,
    ),
  );
  await settle();
  return known;
}

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => {
  act(() => render(null, document.body));
  vi.clearAllTimers();
  vi.useRealTimers();
  articles.mockClear();
});

it("offers articles before the first word, and reads one in place of the conversation", async () => {
  await opened();
  expect(find("[data-testid=help]").textContent).toContain("Within 60 days.");

  act(() => find(".help li button").click());
  await settle();

  expect(find("[data-testid=article] strong").textContent).toBe("60");
  expect(find("[data-testid=composer]")).toBeNull();
});

it("leads to where an article stands on the web, if it does", async () => {
  await opened();
  await act(() => button("ReturnsWithin 60 days.").click());
  await settle();
  expect(find("[data-testid=article] a")).toBeNull();
  act(() => button("Back").click());
  const url = "https://shop.example/help/returns";
  article.mockResolvedValueOnce({ id: "art_1", title: "Returns", text: "Soon.", url });

  await act(() => button("ReturnsWithin 60 days.").click());
  await settle();

  expect(find<HTMLAnchorElement>("[data-testid=article] a").href).toBe(url);
  expect(find<HTMLAnchorElement>("[data-testid=article] a").rel).toContain("noopener");
});

it("leads back to where the article was chosen", async () => {
  await opened();
  act(() => find(".help li button").click());
  await settle();
  act(() => button("Back").click());
  expect(find("[data-testid=composer]")).not.toBeNull();

  act(() => button("Help articles").click());
  act(() => find(".help li button").click());
  await settle();
  act(() => button("Back").click());
  expect(find("[data-testid=help]")).not.toBeNull();
  expect(find("[data-testid=composer]")).toBeNull();

  act(() => button("Back").click());
  expect(find("[data-testid=composer]")).not.toBeNull();
});

it("is one press away while chatting, and lets the conversation alone until then", async () => {
  await opened(2);
  expect(find("[data-testid=help]")).toBeNull();

  act(() => button("Help articles").click());
  expect(find("[data-testid=help]")).not.toBeNull();
  act(() => find(".talk").click());

  expect(document.querySelectorAll("[data-testid=message]")).toHaveLength(2);
  expect(find("[data-testid=composer]")).not.toBeNull();
});

it("keeps what the visitor was writing", async () => {
  await opened(1);
  const field = find<HTMLTextAreaElement>("[data-testid=composer]");
  field.value = "half a thou";
  act(() => void field.dispatchEvent(new Event("input", { bubbles: true })));
  act(() => button("Help articles").click());
  act(() => find(".talk").click());

  expect(find<HTMLTextAreaElement>("[data-testid=composer]").value).toBe("half a thou");
});

it("searches a moment after the last key, and takes the answer to the last question only", async () => {
  const known = await opened();
  let late = (_: { items: (typeof RETURNS)[] }) => {};
  articles.mockImplementationOnce(() => new Promise((done) => (late = done)));
  known.search("ret");
  await settle(300);
  known.search("si");
  known.search("siz");
  await settle(300);
  late({ items: [RETURNS] });
  await settle();

  expect(articles.mock.calls.map(([words]) => words)).toEqual(["", "ret", "siz"]);
  expect(known.found.value).toEqual([SIZES]);
});

it("says when nothing was found, and stays", async () => {
  const known = await opened();
  act(() => known.search("tractor"));
  await settle(300);

  expect(find(".help [role=status]").textContent).toContain("Nothing was found");
  expect(button("Help articles")).toBeTruthy();
});

it("shows nothing of itself where there are no articles, or they can't be had", async () => {
  articles.mockImplementationOnce(async () => ({ items: [] }));
  const known = await opened();
  expect(find("[data-testid=help]")).toBeNull();
  expect(button("Help articles")).toBeUndefined();

  articles.mockRejectedValueOnce(new TypeError("Failed to fetch"));
  known.start();
  await settle();
  expect(button("Help articles")).toBeUndefined();

  known.start();
  await settle();
  expect(button("Help articles")).toBeTruthy();
});

it("shows what there still is when an article is gone", async () => {
  await opened();
  article.mockRejectedValueOnce(new Error("404"));
  articles.mockImplementationOnce(async () => ({ items: [SIZES] }));

  act(() => find(".help li button").click());
  await settle();

  expect(find("[data-testid=article]")).toBeNull();
  expect(find(".help ul").textContent).not.toContain("Returns");
});

it("asks the server for words and for one article, as the visitor", async () => {
  vi.useRealTimers();
  const server = new FakeServer();
  const api = createApi(API, "chn_1", openStore("chn_1"));

  await api.articles("60 days & more");
  await api.article("art_1");

  expect(server.sentTo("/widget/articles").map(({ path, token }) => [path, token])).toEqual([
    ["/widget/articles?q=60%20days%20%26%20more", "token-1"],
    ["/widget/articles/art_1", "token-1"],
  ]);
});
