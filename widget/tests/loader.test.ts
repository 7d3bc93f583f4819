import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ChatFrame } from "../src/host";

async function paste(data: Record<string, string> = {}): Promise<void> {
  const script = document.createElement("script");
  Object.assign(script.dataset, { widgetId: "chn_1", api: "https://api.test/v1", ...data });
  Object.defineProperty(script, "src", { value: "https://cdn.test/widget/loader.js" });
  Object.defineProperty(document, "currentScript", { value: script, configurable: true });
  vi.resetModules();
  await import("../src/loader");
}

const widgets = () => document.querySelectorAll("switchboard-chat");
const inside = <T extends Element>(selector: string) =>
  widgets()[0]?.shadowRoot?.querySelector<T>(selector) as T;
const launcher = () => inside<HTMLButtonElement>("[data-testid=launcher]");
const frame = () => inside<ChatFrame>("iframe");

beforeEach(() => {
  vi.stubGlobal("requestIdleCallback", (work: () => void) => work());
});
afterEach(() => {
  for (const widget of widgets()) widget.remove();
  delete window.Switchboard;
  localStorage.clear();
});

it("shows the launcher and loads nothing else for someone who never wrote", async () => {
  await paste();

  expect(launcher().ariaLabel).toBe("Open chat");
  expect(frame()).toBeNull();
});

it("does nothing the second time", async () => {
  await paste();
  const { Switchboard } = window;

  await paste({ widgetId: "chn_2" });

  expect(widgets()).toHaveLength(1);
  expect(window.Switchboard).toBe(Switchboard);
});

it("opens the chat from the loader's own folder, and closes it again", async () => {
  await paste();
  launcher().click();
  expect(frame().srcdoc).toContain('src="https://cdn.test/widget/frame.js"');
  expect(launcher().ariaLabel).toBe("Close chat");
  expect(frame().className).toBe("open");

  launcher().click();

  expect(launcher().ariaLabel).toBe("Open chat");
  expect(frame().className).toBe("");
});

it("opens and closes by the page's own script", async () => {
  await paste();
  window.Switchboard?.open();
  expect(frame().switchboard.isOpen).toBe(true);

  window.Switchboard?.close();

  expect(frame().switchboard.isOpen).toBe(false);
});

it("brings the chat up unseen for someone who has written before", async () => {
  localStorage.setItem("switchboard:chn_1", '{"written":true}');

  await paste();

  expect(frame().title).toBe("Chat");
  expect(launcher().ariaLabel).toBe("Open chat");
});

it("wears the number of unread messages, at most 9+", async () => {
  await paste();
  launcher().click();
  const badge = inside("span");

  frame().switchboard.badge(12);
  expect(badge.textContent).toBe("9+ unread");
  frame().switchboard.badge(0);

  expect(badge.textContent).toBe("");
});

it("tells the site's owner what the script tag lacks", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});

  await paste({ api: "" });

  expect(widgets()).toHaveLength(0);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining("data-api"));
});
