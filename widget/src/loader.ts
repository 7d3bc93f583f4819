/**
 * The script a company pastes. It shows the launcher and, when the chat is wanted, loads it into a frame.
 *
 * The frame is a `srcdoc` one: it inherits the page's origin, so the browser itself sends the true
 * `Origin` and the session lives in first-party storage, which third-party blocking does not touch.
 */
import type { ChatFrame, Host } from "./host";
import css from "./loader.css?inline";

const ICONS =
  '<svg viewBox="0 0 24 24"><path d="M12 4c-4.7 0-8.5 3.2-8.5 7.2 0 2.2 1.1 4.1 2.9 5.4L6 20.5l4-2.3c.6.1 1.3.2 2 .2 4.7 0 8.5-3.2 8.5-7.2S16.7 4 12 4z"/></svg>' +
  '<svg viewBox="0 0 24 24"><path d="m6 9.5 6 6 6-6"/></svg>';

function install(script: HTMLScriptElement): void {
  const { widgetId, api, color, theme } = script.dataset;
  if (!widgetId || !api) {
    console.warn("Switchboard: the script tag needs data-widget-id and data-api.");
    return;
  }
  const folder = new URL(".", script.src).href;
  const element = document.createElement("switchboard-chat");
  // A page's own styles reach this element; out of the flow it cannot shift the page either.
  element.style.cssText =
    "all:initial!important;position:fixed!important;z-index:2147483647!important";
  const root = element.attachShadow({ mode: "open" });
  // A constructed sheet passes a page's Content-Security-Policy, which a <style> may not.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  root.innerHTML = `<div class="widget"><button data-testid="launcher">${ICONS}</button><span role="status"></span></div>`;
  const widget = root.firstElementChild as HTMLElement;
  const launcher = widget.firstElementChild as HTMLElement;
  const badge = widget.lastElementChild as HTMLElement;
  widget.style.colorScheme = theme ?? "light dark";

  let frame: ChatFrame | undefined;
  const host: Host = {
    api,
    widgetId,
    color,
    theme,
    isOpen: false,
    close: () => toggle(false),
    remove: () => element.remove(),
    paint({ accent, ink }) {
      widget.style.setProperty("--accent", accent);
      widget.style.setProperty("--accent-ink", ink);
    },
    badge(unread) {
      badge.innerHTML = unread ? `${unread > 9 ? "9+" : unread}<i> unread</i>` : "";
    },
  };
  if (color) widget.style.setProperty("--accent", color);

  function load(): ChatFrame {
    if (frame) return frame;
    frame = Object.assign(document.createElement("iframe"), { title: "Chat", switchboard: host });
    frame.srcdoc = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,viewport-fit=cover"><link rel="stylesheet" href="${folder}frame.css"><body><script src="${folder}frame.js"></script>`;
    widget.append(frame);
    return frame;
  }

  function toggle(open: boolean): void {
    const chat = open ? load() : frame;
    const hadFocus = chat && root.activeElement === chat;
    host.isOpen = open;
    chat?.classList.toggle("open", open);
    launcher.ariaLabel = open ? "Close chat" : "Open chat";
    launcher.ariaExpanded = `${open}`;
    if (!open && hadFocus) launcher.focus();
    host.onToggle?.(open);
  }

  toggle(false);
  launcher.onclick = () => toggle(!host.isOpen);
  launcher.onpointerenter = load;
  root.addEventListener("keydown", (event) => {
    if ((event as KeyboardEvent).key === "Escape") toggle(false);
  });
  window.Switchboard = { open: () => toggle(true), close: () => toggle(false) };

  const show = () => {
    document.documentElement.append(element);
    if (hasWritten(widgetId)) load();
  };
  const whenIdle = window.requestIdleCallback ?? setTimeout; // Safari has it only of late
  whenIdle(show);
}

/** A visitor who has written before gets the chat at once, behind the launcher, for answers that came since. */
function hasWritten(widgetId: string): boolean {
  try {
    return JSON.parse(localStorage.getItem(`switchboard:${widgetId}`) ?? "{}").written === true;
  } catch {
    return false; // storage is blocked on this page: nothing can have been kept
  }
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && !window.Switchboard) install(script);
