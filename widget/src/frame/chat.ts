/** The conversation as the visitor's browser holds it: what is known, what is on its way, what is unread. */
import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Event, UploadedFile, VisitorFrame, VisitorTimeline } from "@switchboard/protocol";
import { type Api, Unwelcome } from "./api";
import { backoff } from "./backoff";
import { createOutbox, drop } from "./outbox";
import { nearer, type Place } from "./queue";
import { type Connection, createSocket } from "./socket";
import type { Store } from "./storage";
import { merge, unread } from "./thread";
import { createTyping } from "./typing";

const PAGE = 30;

export interface Chat {
  readonly events: ReadonlySignal<Event[]>;
  readonly connection: ReadonlySignal<Connection>;
  /** Whether the newest page has been fetched, so that an empty thread is known to be empty. */
  readonly loaded: ReadonlySignal<boolean>;
  readonly hasOlder: ReadonlySignal<boolean>;
  readonly loadingOlder: ReadonlySignal<boolean>;
  readonly unread: ReadonlySignal<number>;
  /** How far an agent has read of what goes on now. */
  readonly agentRead: ReadonlySignal<number>;
  readonly agentTyping: ReadonlySignal<boolean>;
  /** The place in line, while nobody has the conversation. */
  readonly place: ReadonlySignal<Place | null>;
  start(): void;
  check(): void;
  /** `option`: the answer that was pressed, whose words the text is. */
  send(text: string, files?: UploadedFile[], option?: string): void;
  /** The visitor writes something, or stopped. */
  typing(writes: boolean): void;
  /** A fresh address of a message's file, good for minutes. */
  link(messageId: string, fileId: string): Promise<string>;
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
  const agentRead = signal(0);
  /** How far the server knows that the visitor has read. */
  let toldRead = 0;
  /** The conversation whose seqs count: a new one may begin after an old one ended. */
  let thread: string | undefined;
  /** Up to here nothing is missing of it. Answers to our own messages do not raise it: others may lie between. */
  let complete = 0;
  /** Whether the socket has told everything since `complete`. */
  let live = false;
  let openings = 0;
  let failures = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let catching: Promise<void> | undefined;
  const loadingOlder = signal(false);
  const place = signal<Place | null>(null);

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
      if (frame.type === "typing") typing.hear(frame.active);
      else if (frame.type === "queue")
        place.value = nearer(place.peek(), frame.position ? (frame as Place) : null);
      else if (frame.type === "read") agentRead.value = Math.max(agentRead.peek(), frame.up_to);
      else if (isEvent(frame)) take(frame);
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

  const typing = createTyping((active) => socket.say({ type: "typing", active }));

  function take(event: Event): void {
    add([event]);
    if (event.type === "message.sent") typing.hear(false);
    if (event.type === "conversation.closed") place.value = null;
    if (event.conversation_id !== thread) {
      // Nothing precedes a conversation's first entry; of any other, see what does.
      if (live && event.seq === 1) follow(event.conversation_id);
      else void catchUp();
    }
    if (live && event.conversation_id === thread) complete = Math.max(complete, event.seq);
  }

  /** From here on this conversation's seqs count. */
  function follow(id: string): void {
    if (id === thread) return;
    thread = id;
    complete = 0;
    toldRead = 0;
    agentRead.value = 0;
    const kept = store.saved.peek();
    const same = kept.thread === id || kept.thread === null;
    store.update(() => ({ thread: id, read_up_to: same ? kept.read_up_to : 0 }));
  }

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
    for (let more = loaded.value; more; ) {
      const page = await api.timeline({ limit: PAGE, after_seq: complete });
      if (page.conversation && page.conversation.id !== thread) {
        loaded.value = false; // another one goes on: its newest page, then
        break;
      }
      keep(page);
      // What is internal is skipped, so a page may be short or empty and not the last.
      more = page.next_cursor !== null;
      if (more) complete = Math.max(complete, Number(page.next_cursor));
    }
    if (!loaded.value) {
      const page = await api.timeline({ limit: PAGE });
      olderCursor.value = page.next_cursor;
      if (page.conversation) follow(page.conversation.id);
      keep(page);
      loaded.value = true;
    }
    // What came between this fetch and a later opening of the socket, neither has told.
    // And where the visitor turned out to be new, the thread is yet to be fetched.
    if (began !== openings || !loaded.value) await fetchMissed();
    else live = connection.value === "online";
  }

  function keep({ items, conversation, queue }: VisitorTimeline): void {
    place.value = nearer(place.peek(), queue);
    const own = items.filter((event) => event.conversation_id === thread);
    complete = Math.max(complete, ...own.map((event) => event.seq));
    agentRead.value = Math.max(agentRead.peek(), conversation?.agent_read_seq ?? 0);
    toldRead = Math.max(toldRead, conversation?.customer_read_seq ?? 0);
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
      thread = undefined;
      agentRead.value = 0;
      place.value = null;
    }
    known = contact.value;
  });

  return {
    events,
    connection,
    loaded,
    loadingOlder,
    hasOlder: computed(() => olderCursor.value !== null),
    unread: computed(() => {
      const { read_up_to, thread } = store.saved.value;
      return unread(events.value, read_up_to, thread);
    }),
    agentRead,
    agentTyping: typing.theirs,
    place,
    typing: typing.own,
    link: async (messageId, fileId) => (await api.link(messageId, fileId)).url,
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
      const own = events.peek().filter((event) => event.conversation_id === thread);
      const last = own.at(-1)?.seq ?? 0;
      if (last > store.saved.peek().read_up_to) store.update(() => ({ read_up_to: last }));
      const answered = own.findLast((event) => event.type === "message.sent")?.seq ?? 0;
      if (answered <= toldRead) return;
      const before = toldRead;
      toldRead = answered;
      api.read(answered).catch(() => {
        if (toldRead === answered) toldRead = before; // the next look at the thread tells it again
      });
    },
  };
}

const PUBLIC = new Set<string>([
  "message.received",
  "message.sent",
  "message.edited",
  "message.deleted",
  "message.reacted",
  "conversation.closed",
  "conversation.reopened",
]);
const isEvent = (frame: VisitorFrame): frame is Event => PUBLIC.has(frame.type);
