/** Joins the desk's state with the API and the socket: everything that the screen can ask for. */
import type { ClientFrame, Frame } from "@switchboard/protocol";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Api } from "../api/api";
import { messageOf, Problem, SignedOut } from "../api/problem";
import type { Conversation } from "../api/types";
import type { Dialog } from "../commands/dialogs";
import { t } from "../i18n/t";
import { createLive } from "../live/socket";
import { createCatalogActions } from "./catalog-actions";
import { createConversationActions } from "./conversation-actions";
import { type Desk, EMPTY_DESK, type PanelTab, withoutRow, withRow, withToast } from "./desk";
import { withFrame } from "./frames";
import type { Kept } from "./kept";
import { keepLayout, type Layout, layoutOf } from "./layout";
import { createListActions } from "./list-actions";
import { createMacroActions } from "./macro-actions";
import { createOptimistic } from "./optimistic";
import { stillTyping, TYPING_LASTS_MS } from "./presence";
import { createRoutingActions } from "./routing-actions";
import { extended, toggled } from "./selection";
import { createSuggestionActions } from "./suggestion-actions";
import { gapAfter } from "./thread";
import { createThreadActions } from "./thread-actions";

type DeskNeeds = {
  api: Api;
  kept: Kept;
  openSocket: (url: string) => WebSocket;
  newId: () => string;
  /** Whether the agent has the page before their eyes. */
  watching: () => boolean;
};

type Store = StoreApi<Desk>;

/** What the parts of the desk share. */
export type Parts = DeskNeeds & {
  store: Store;
  update: (step: (desk: Desk) => Desk) => void;
  /** Tell of a failure that has no place of its own on the screen. */
  complain: (title: string, error: unknown) => void;
  /** Say that something was done; `conversationId` is what it leads to. */
  tell: (title: string, text?: string, conversationId?: string | null) => void;
  /** Ask how a conversation stands; one that is not the agent's to see goes. */
  fetchRow: (id: string) => Promise<void>;
  /** Say something over the socket, if it is open. */
  send: (frame: ClientFrame) => void;
  /** Hear each frame after the desk has taken it in. */
  onFrame: (listener: (frame: Frame) => void) => void;
};

const COUNTS_AFTER_MS = 1000;

/** Whether there may be another number of conversations in a list, or of unread ones. */
function changesCounts(frame: Frame): boolean {
  return (
    "seq" in frame ||
    frame.type === "conversation.hidden" ||
    (frame.type === "read" && frame.by === "agent")
  );
}

export function createDesk(needs: DeskNeeds) {
  const { api, watching } = needs;
  const store = createStore<Desk>()(() => EMPTY_DESK);
  const update: Parts["update"] = (step) => store.setState(step);
  const complain: Parts["complain"] = (title, error) => {
    // The sign-in page says it already.
    if (error instanceof SignedOut) return;
    const toast = { id: needs.newId(), tone: "danger" as const, title, conversationId: null };
    update((desk) => withToast(desk, { ...toast, text: messageOf(error) }));
  };
  const tell: Parts["tell"] = (title, text = "", conversationId = null) =>
    update((desk) =>
      withToast(desk, { id: needs.newId(), tone: "info", title, text, conversationId }),
    );
  async function fetchRow(id: string) {
    try {
      const row = await api.conversation(id);
      update((desk) => withRow(desk, row));
    } catch (error) {
      if (error instanceof Problem && error.status === 404) update((desk) => withoutRow(desk, id));
      else complain(t("A conversation could not be refreshed"), error);
    }
  }

  const listeners: ((frame: Frame) => void)[] = [];
  const live = createLive({
    ticket: api.ticket,
    open: needs.openSocket,
    onFrame: hear,
    onState: (connection) => update((desk) => ({ ...desk, connection })),
    // The first time too: what came between the first lists and the socket was told to nobody.
    onLive: () => {
      const { openId, connection } = store.getState();
      if (openId && connection === "reconnecting") suggestions.loadSuggestions(openId);
      update((desk) => ({ ...desk, viewers: {}, typing: {} }));
      tellView(openId);
      lists.refresh();
      lists.loadNotifications();
      routing.loadOffers();
      threads.refreshThreads();
    },
  });
  const parts: Parts = {
    ...needs,
    store,
    update,
    complain,
    tell,
    fetchRow,
    send: live.send,
    onFrame: (listener) => listeners.push(listener),
  };
  const threads = createThreadActions(parts);
  const readWhatIsOpen = () => {
    const { openId } = store.getState();
    if (openId) threads.markRead(openId);
  };
  const lists = createListActions(parts, readWhatIsOpen);
  const suggestions = createSuggestionActions(parts, threads.write);
  const catalog = createCatalogActions(parts);
  const optimistic = createOptimistic(parts, { catchUp: threads.catchUp, countSoon });
  const conversations = createConversationActions(parts, optimistic);
  const routing = createRoutingActions(parts, optimistic, countSoon);
  const macros = createMacroActions(parts, { catchUp: threads.catchUp, countSoon });
  // Stopping makes what a start still waits for void.
  let turn = 0;
  let countsDue: ReturnType<typeof setTimeout> | undefined;
  let sweep: ReturnType<typeof setInterval> | undefined;

  const tellView = (id: string | null) => live.send({ type: "view", conversation_id: id });

  function countSoon() {
    countsDue ??= setTimeout(() => {
      countsDue = undefined;
      lists.refreshInboxes();
      if (store.getState().views.length > 0) catalog.loadViews();
    }, COUNTS_AFTER_MS);
  }

  /** A frame tells nothing of stars and private labels, so an older row that is new here is asked for. */
  function learnOf(frame: Frame, known: boolean) {
    if (!("seq" in frame) || known || frame.changes.created) return;
    const { lists: held, rows } = store.getState();
    const id = frame.conversation_id;
    if (rows[id] && Object.values(held).some((list) => list.ids.includes(id))) fetchRow(id);
  }

  function hear(frame: Frame) {
    const watched = watching();
    const known = "seq" in frame && frame.conversation_id in store.getState().rows;
    update((desk) => withFrame(desk, frame, watched, Date.now()));
    learnOf(frame, known);
    for (const listener of listeners) listener(frame);
    if (changesCounts(frame)) countSoon();
    if (!("seq" in frame)) return;
    const id = frame.conversation_id;
    const thread = store.getState().threads[id];
    if (thread?.state === "ready" && gapAfter(thread.events, frame.seq) !== null)
      threads.catchUp(id);
    if (store.getState().openId === id) threads.markRead(id);
  }

  function forgetTypists() {
    update((desk) => {
      const typing = stillTyping(desk.typing, Date.now());
      return typing === desk.typing ? desk : { ...desk, typing };
    });
  }

  async function start() {
    turn += 1;
    const mine = turn;
    update((desk) => ({ ...desk, startError: null }));
    try {
      const me = await api.me();
      if (mine !== turn) return;
      update((desk) => ({ ...desk, me, layout: layoutOf(me.id) }));
      live.start();
      sweep = setInterval(forgetTypists, TYPING_LASTS_MS / 4);
      lists.refreshInboxes();
      lists.loadNotifications();
      catalog.loadLabels();
      catalog.loadMacros();
      catalog.loadChannels();
      catalog.loadViews();
      routing.loadOffers();
      routing.loadDispositions();
    } catch (error) {
      if (error instanceof SignedOut || mine !== turn) return;
      update((desk) => ({ ...desk, startError: messageOf(error) }));
    }
  }

  /** Arrange the screen, and keep it that way. */
  function arrange(change: Partial<Layout>) {
    const { me, layout } = store.getState();
    const next = { ...layout, ...change };
    update((desk) => ({ ...desk, layout: next }));
    if (me) keepLayout(me.id, next);
  }

  return {
    api,
    store,
    kept: needs.kept,
    start,
    stop() {
      turn += 1;
      live.stop();
      clearTimeout(countsDue);
      clearInterval(sweep);
    },
    reconnect: live.retryNow,
    logout: api.logout,
    readWhatIsOpen,
    complain,
    tell,
    /** Put something above the desk, or take it away. */
    show: (dialog: Dialog | null) => update((desk) => ({ ...desk, dialog })),
    /** Take in a conversation that an answer brought. */
    takeIn: (row: Conversation) => update((desk) => withRow(desk, row)),
    arrange,
    /** Show something beside the thread. */
    openPanel(tab: PanelTab, article: string | null = null) {
      update((desk) => ({ ...desk, panel: { tab, article } }));
      arrange({ detailsOpen: true });
    },
    toggleDetails: () => arrange({ detailsOpen: !store.getState().layout.detailsOpen }),
    setCursor: (id: string | null) => update((desk) => ({ ...desk, cursorId: id })),
    select: (id: string) => update((desk) => ({ ...desk, selected: toggled(desk.selected, id) })),
    selectTo: (id: string, shown: readonly string[]) =>
      update((desk) => ({ ...desk, selected: extended(desk.selected, shown, id) })),
    selectAll: (ids: readonly string[]) => update((desk) => ({ ...desk, selected: ids })),
    dismissToast: (id: string) =>
      update((desk) => ({ ...desk, toasts: desk.toasts.filter((toast) => toast.id !== id) })),
    ...lists,
    ...threads,
    ...suggestions,
    ...catalog,
    ...conversations,
    ...routing,
    ...macros,
    /** Show a conversation, and let colleagues know who looks at it. */
    open(id: string | null) {
      if (store.getState().openId !== id) tellView(id);
      threads.open(id);
    },
  };
}

export type DeskActions = ReturnType<typeof createDesk>;
