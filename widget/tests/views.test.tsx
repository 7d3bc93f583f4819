import { signal } from "@preact/signals";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Composer } from "../src/frame/composer";
import { ConnectionBar } from "../src/frame/connection";
import { GroupView } from "../src/frame/message";
import { dress } from "../src/frame/page";
import { openDraft } from "../src/frame/storage";
import type { Group } from "../src/frame/thread";
import type { ChatFrame } from "../src/host";

const find = <T extends Element = HTMLElement>(selector: string) =>
  document.querySelector<T>(selector) as T;
const field = () => find<HTMLTextAreaElement>("textarea");

function show(view: preact.ComponentChild): void {
  act(() => render(view, document.body));
}

function write(text: string): void {
  act(() => {
    field().value = text;
    field().dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function press(init: KeyboardEventInit & { keyCode?: number }): void {
  act(() => {
    field().dispatchEvent(
      new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init }),
    );
  });
}

function aComposer() {
  const onSend = vi.fn();
  show(<Composer open={signal(false)} draft={openDraft("chn_1")} onSend={onSend} />);
  return onSend;
}

const aGroup = (text: string, state: "sent" | "failed" = "sent"): Group => ({
  kind: "group",
  key: "c1",
  author: "customer",
  name: null,
  id: null,
  continued: false,
  bubbles: [{ key: "c1", text, at: "2026-01-05T12:00:00.000Z", state }],
});

beforeEach(() => sessionStorage.clear());
afterEach(() => {
  act(() => render(null, document.body));
  document.documentElement.removeAttribute("dir");
});

it("sends the trimmed text on Enter and is empty again", () => {
  const onSend = aComposer();
  write("  hello \n");
  press({ key: "Enter" });

  expect(onSend).toHaveBeenCalledExactlyOnceWith("hello");
  expect(field().value).toBe("");
});

it.each([
  ["Shift+Enter breaks the line", { shiftKey: true }],
  ["an input method is composing", { isComposing: true }],
])("sends nothing when %s", (_, init) => {
  const onSend = aComposer();
  write("hello");
  press({ key: "Enter", ...init });

  expect(onSend).not.toHaveBeenCalled();
});

it("sends nothing but spaces to nobody", () => {
  const onSend = aComposer();
  write("  \n ");
  press({ key: "Enter" });

  expect(onSend).not.toHaveBeenCalled();
});

it.each([
  [3800, "", false],
  [4090, "6 characters left", false],
  [4096, "0 characters left", false],
  [4097, "1 character too many", true],
])("at %i characters says %j", (count, words, refused) => {
  aComposer();
  write("🎉".repeat(count));

  expect(find(".room").textContent).toBe(words);
  expect(find<HTMLButtonElement>("button").disabled).toBe(refused);
});

it("keeps the draft for the next page of the site", () => {
  aComposer();
  write("half a thou");
  act(() => render(null, document.body));
  aComposer();

  expect(field().value).toBe("half a thou");
});

it("lets each text choose its direction, in a layout that follows the page", () => {
  document.documentElement.dir = "rtl";
  show(<GroupView group={aGroup("Great, thanks!")} retry={() => {}} />);
  expect(find("[data-testid=message] p").dir).toBe("auto");

  const frame = document.createElement("iframe") as ChatFrame;
  frame.switchboard = { theme: "dark" } as ChatFrame["switchboard"];
  vi.spyOn(window, "getComputedStyle").mockReturnValue({ direction: "rtl" } as CSSStyleDeclaration);
  document.documentElement.dir = "";
  dress(frame);

  expect(document.documentElement.dir).toBe("rtl");
  expect(document.documentElement.dataset.theme).toBe("dark");
});

it("shows markup as the text it is, and opens links safely", () => {
  show(
    <GroupView group={aGroup("<img src=x onerror=alert(1)> https://a.example")} retry={() => {}} />,
  );

  expect(find("img")).toBeNull();
  expect(find<HTMLAnchorElement>("a").rel).toContain("noopener");
  expect(find("[data-testid=message]").textContent).toContain("<img src=x");
});

it("offers to send a failed message again", () => {
  const retry = vi.fn();
  show(<GroupView group={aGroup("hello", "failed")} retry={retry} />);
  expect(find("[data-testid=message]").dataset.state).toBe("failed");

  find(".failure button").click();

  expect(retry).toHaveBeenCalledWith("c1");
});

it("says when messages do not flow, and nothing while they do", () => {
  show(<ConnectionBar state="offline" />);
  expect(find("[data-testid=connection]").textContent).toContain("offline");
  show(<ConnectionBar state="online" />);

  expect(find("[data-testid=connection]").textContent).toBe("");
});
