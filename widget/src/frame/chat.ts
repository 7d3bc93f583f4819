/** The conversation as the visitor's browser holds it: what is known, what is on its way, what is unread. */
import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Event, Frame } from "@switchboard/protocol";
import { type Api, Unwelcome } from "./api";
import { backoff } from "./backoff";
import { createOutbox, drop } from "./outbox";
import { type Connection, createSocket } from "./socket";
import type { Store } from "./storage";
import { merge, unread } from "./thread";

const PAGE = 30;

export interface Chat {
  readonly events: ReadonlySignal<Event[]>;
  readonly connection: ReadonlySignal<Connection>;
  /** Whether the newest page has been fetched, so that an empty thread is known to be empty. */
  readonly loaded: ReadonlySignal<boolean>;
  readonly hasOlder: ReadonlySignal<boolean>;
  readonly loadingOlder: ReadonlySignal<boolean>;
  readonly unread: ReadonlySignal<number>;
  start(): void;
  check(): void;
  send(text: string): void;
  retry(clientId: string): void;
  loadOlder(): Promise<void>;
  /** The visitor sees the thread now. */
  markRead(): void;
}

export function createChat(store: Store, api: Api, onUnwelcome: (why: Unwelcome) => void): Chat {
  const events = signal<Event[]>([]);
  const connection = signal<Connection>("idle");
  const loaded = signal(false);
  const olderCursor = signal<string | null>(null);
  /** Up to here nothing is missing. Answers to our own messages do not raise it: others may lie between. */
  let complete = 0;
  /** Whether the socket has told everything since `complete`. */
  let live = false;
  let openings = 0;
  let failures = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let catching: Promise<void> | undefined;
  const loadingOlder = signal(false);

  function add(incoming: Event[]): void {
    events.value = merge(events.value, incoming);
    drop(
      store,
      incoming.map((event) => (event.type === "message.received" ? event.data.client_id : null)),
    );
  }

  const outbox = createOutbox(store, api.send, (event) => add([event]));
  const socket = createSocket({
    ticket: api.ticket,
    onFrame(frame) {
      if (!isEvent(frame)) return;
      add([frame]);
      if (live) complete = Math.max(complete, frame.seq);
    },
    onState(state) {
      connection.value = state;
      live = false;
      if (state === "online") openings++;
      // Also when an attempt failed: on a network that blocks sockets, answers then come by polling.
      if (state === "online" || state === "reconnecting") void catchUp();
      if (state === "online") void outbox.flush();
    },
  });

  function catchUp(): Promise<void> {
    clearTimeout(retryTimer);
    catching ??= fetchMissed()
      .then(() => {
        failures = 0;
      }, giveWay)
      .finally(() => {
        catching = undefined;
      });
    return catching;
  }

  async function fetchMissed(): Promise<void> {
    const began = openings;
    if (loaded.value) {
      for (let full = true; full; ) {
        const { items } = await api.timeline({ limit: PAGE, after_seq: complete });
        keep(items);
        full = items.length === PAGE;
      }
    } else {
      const page = await api.timeline({ limit: PAGE });
      olderCursor.value = page.next_cursor;
      keep(page.items);
      loaded.value = true;
    }
    // What came between this fetch and a later opening of the socket, neither has told.
    // And where the visitor turned out to be new, the thread is yet to be fetched.
    if (began !== openings || !loaded.value) await fetchMissed();
    else live = connection.value === "online";
  }

  function keep(items: Event[]): void {
    complete = Math.max(complete, ...items.map((event) => event.seq));
    add(items);
  }

  /** A fetch that failed is repeated: by the next attempt to connect, or by the clock while connected. */
  function giveWay(error: unknown): void {
    if (error instanceof Unwelcome) leave(error);
    else if (connection.value === "online") retryTimer = setTimeout(catchUp, backoff(failures++));
  }

  function leave(why: Unwelcome): void {
    socket.stop();
    onUnwelcome(why);
  }

  const contact = computed(() => store.saved.value.visit?.contact.id);
  let known = contact.peek();
  effect(() => {
    if (contact.value === known) return;
    // The server took us for someone new, since our token had expired for long: begin a new thread.
    if (known !== undefined) {
      events.value = [];
      olderCursor.value = null;
      loaded.value = false;
      complete = 0;
    }
    known = contact.value;
  });

  return {
    events,
    connection,
    loaded,
    loadingOlder,
    hasOlder: computed(() => olderCursor.value !== null),
    unread: computed(() => unread(events.value, store.saved.value.read_up_to)),
    start() {
      socket.start();
      void catchUp();
      void outbox.flush();
    },
    check: socket.check,
    send: outbox.add,
    retry: outbox.retry,
    async loadOlder() {
      if (olderCursor.value === null || loadingOlder.value) return;
      loadingOlder.value = true;
      try {
        const page = await api.timeline({ limit: PAGE, before: olderCursor.value });
        olderCursor.value = page.next_cursor;
        add(page.items);
      } catch (error) {
        if (error instanceof Unwelcome) leave(error); // else the visitor may ask again
      } finally {
        loadingOlder.value = false;
      }
    },
    markRead() {
      const last = events.peek().at(-1)?.seq ?? 0;
      if (last > store.saved.peek().read_up_to) store.update(() => ({ read_up_to: last }));
    },
  };
}

const PUBLIC = new Set([
  "message.received",
  "message.sent",
  "conversation.closed",
  "conversation.reopened",
]);
const isEvent = (frame: Frame): frame is Event => PUBLIC.has(frame.type);
