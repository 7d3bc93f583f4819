/** The whole panel: header, connection, thread, composer. */
import type { ReadonlySignal } from "@preact/signals";
import type { Chat } from "./chat";
import { Composer } from "./composer";
import { ConnectionBar } from "./connection";
import type { Help } from "./help";
import { HelpPanel } from "./help-view";
import { CloseIcon, HelpIcon } from "./icons";
import type { Draft, Store } from "./storage";
import { initials } from "./text";
import { Thread } from "./thread-view";
import type { Uploads } from "./uploads";

interface Props {
  chat: Chat;
  store: Store;
  open: ReadonlySignal<boolean>;
  onClose(): void;
  draft: Draft;
  uploads: Uploads;
  help: Help;
}

export function App({ chat, store, open, onClose, draft, uploads, help }: Props) {
  const widget = store.saved.value.visit?.widget;
  return (
    <main class="panel">
      <header>
        {widget && (
          <span class="monogram" aria-hidden="true">
            {initials(widget.company)}
          </span>
        )}
        <h1 dir="auto">{widget?.company ?? "Chat"}</h1>
        {help.exists.value && (
          <button
            type="button"
            class="icon-button"
            aria-label="Help articles"
            aria-pressed={help.shown.value}
            onClick={() => (help.shown.value = !help.shown.value)}
          >
            <HelpIcon />
          </button>
        )}
        <button type="button" class="icon-button" aria-label="Close chat" onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      <ConnectionBar state={chat.connection.value} />
      {help.shown.value ? (
        <HelpPanel help={help} />
      ) : (
        <>
          <Thread chat={chat} store={store} open={open} help={help} />
          <Composer
            open={open}
            draft={draft}
            uploads={uploads}
            onSend={chat.send}
            onTyping={chat.typing}
          />
        </>
      )}
    </main>
  );
}
