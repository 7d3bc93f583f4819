/** Starts the chat inside its frame and ties it to the launcher. */
import { computed, effect, signal, untracked } from "@preact/signals";
import { render } from "preact";
import { colours } from "../colour";
import type { ChatFrame } from "../host";
import { createApi } from "./api";
import { App } from "./app";
import { createChat } from "./chat";
import "./frame.css";
import { createHelp } from "./help";
import { dress, fitKeyboard, titled } from "./page";
import { openDraft, openStore } from "./storage";
import { createUploads } from "./uploads";

const frame = window.frameElement as ChatFrame;
const host = frame.switchboard;
const page = frame.ownerDocument;

const store = openStore(host.widgetId);
const api = createApi(host.api, host.widgetId, store);
const chat = createChat(store, api, (why) => {
  console.warn(
    why.status === 403
      ? `Switchboard: the chat stays hidden, since ${window.origin} is not among the allowed origins of ${host.widgetId}.`
      : `Switchboard: the chat stays hidden, since there is no widget ${host.widgetId}.`,
  );
  host.remove(); // last: a frame that is gone no longer reaches the console
});

const help = createHelp(api);
const open = signal(host.isOpen);
const visible = signal(!document.hidden);
host.onToggle = (isOpen) => {
  open.value = isOpen;
};
document.addEventListener("visibilitychange", () => {
  visible.value = !document.hidden;
  if (visible.value) chat.check();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing) host.close();
});

const wanted = computed(() => open.value || store.saved.value.written);
effect(() => {
  if (wanted.value) untracked(chat.start);
});
effect(() => {
  if (open.value) untracked(help.start);
});
effect(() => {
  if (open.value && visible.value && chat.events.value.length > 0) chat.markRead();
});
effect(() => {
  const unread = chat.unread.value;
  host.badge(unread);
  const title = titled(page.title, unread);
  if (title !== page.title) page.title = title;
});
effect(() => {
  const chosen = colours(store.saved.value.visit?.widget.color) ?? colours(host.color);
  if (!chosen) return;
  host.paint(chosen);
  document.documentElement.style.setProperty("--accent", chosen.accent);
  document.documentElement.style.setProperty("--accent-ink", chosen.ink);
});

dress(frame);
fitKeyboard(frame);
render(
  <App
    chat={chat}
    store={store}
    open={open}
    onClose={host.close}
    draft={openDraft(host.widgetId)}
    uploads={createUploads(api)}
    help={help}
  />,
  document.body,
);
