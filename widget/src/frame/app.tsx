/** The whole panel: header, connection, thread, composer. */
import type { ReadonlySignal } from "@preact/signals";
import type { Chat } from "./chat";
import { Composer } from "./composer";
import { ConnectionBar } from "./connection";
import { CloseIcon } from "./icons";
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
}

export function App({ chat, store, open, onClose, draft, uploads }: Props) {
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
        <button type="button" class="icon-button" aria-label="Close chat" onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      <ConnectionBar state={chat.connection.value} />
      <Thread chat={chat} store={store} open={open} />
      <Composer
        open={open}
        draft={draft}
        uploads={uploads}
        onSend={chat.send}
        onTyping={chat.typing}
      />
    </main>
  );
}
