/** Messages on their way out: kept across reloads, sent one at a time in the order they were written. */
import type { Event, UploadedFile } from "@switchboard/protocol";
import { type Api, Refused } from "./api";
import { backoff } from "./backoff";
import type { Store } from "./storage";

/** How often the server may say "not now" before the visitor is told and asked. */
const ATTEMPTS = 5;

export interface Outbox {
  add(text: string, files?: UploadedFile[], option?: string): void;
  retry(clientId: string): void;
  flush(): Promise<void>;
}

export function createOutbox(
  store: Store,
  send: Api["send"],
  onSent: (event: Event) => void,
): Outbox {
  let sending: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;

  const next = () => store.saved.value.outbox.find((message) => !message.failed);

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    sending ??= exclusively(sendAll).finally(() => {
      sending = undefined;
      // Written after the last look into the outbox, before the lock was given back.
      if (next() && timer === undefined) void flush();
    });
    return sending;
  }

  async function sendAll(): Promise<void> {
    store.refresh();
    for (let message = next(); message; message = next()) {
      const { client_id, text, files = [], option } = message;
      try {
        const attachments = files.map(({ id }) => id);
        onSent(await send({ client_id, text, attachments, ...(option && { option_id: option }) }));
        drop(store, [client_id]);
        attempt = 0;
      } catch (error) {
        const refused = error instanceof Refused;
        const lasting = refused && (!error.temporary || attempt + 1 >= ATTEMPTS);
        if (!lasting) {
          timer = setTimeout(flush, backoff(attempt++));
          return;
        }
        mark(client_id, error.temporary ? true : error.message);
        attempt = 0;
      }
    }
  }

  function mark(clientId: string, failed: string | boolean): void {
    store.update(({ outbox }) => ({
      outbox: outbox.map(({ failed: _, ...message }) => {
        return message.client_id === clientId && failed ? { ...message, failed } : message;
      }),
    }));
  }

  return {
    add(text, files = [], option) {
      const written = { client_id: newId(), text, files, at: new Date().toISOString() };
      const message = option ? { ...written, option } : written;
      store.update(({ outbox }) => ({ outbox: [...outbox, message], written: true }));
      void flush();
    },
    retry(clientId) {
      mark(clientId, false);
      attempt = 0;
      void flush();
    },
    flush,
  };
}

/** Forgets messages that the server has; their events may come by socket before the answer does. */
export function drop(store: Store, clientIds: (string | null)[]): void {
  if (store.saved.value.outbox.some((message) => clientIds.includes(message.client_id))) {
    store.update(({ outbox }) => ({
      outbox: outbox.filter((message) => !clientIds.includes(message.client_id)),
    }));
  }
}

/** One tab sends at a time. Without locks (a page without TLS) the server's check of client_id is what is left. */
async function exclusively(work: () => Promise<void>): Promise<void> {
  await (navigator.locks ? navigator.locks.request("switchboard:outbox", work) : work());
}

/** `crypto.randomUUID` is missing on pages without TLS. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
