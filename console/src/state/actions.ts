/** Joins the desk's state with the API and the socket: everything that the screen can ask for. */
import type { Availability, Frame } from "@switchboard/protocol";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Api } from "../api/api";
import { messageOf, SignedOut } from "../api/problem";
import { createLive } from "../live/socket";
import { type Desk, EMPTY_DESK, withFrame, withToast } from "./desk";
import type { Kept } from "./kept";
import { createListActions } from "./list-actions";
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
};

const COUNTS_AFTER_MS = 400;

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
  const parts: Parts = { ...needs, store, update, complain };
  const threads = createThreadActions(parts);
  const readWhatIsOpen = () => {
    const { openId } = store.getState();
    if (openId) threads.markRead(openId);
  };
  const lists = createListActions(parts, readWhatIsOpen);
  const suggestions = createSuggestionActions(parts);
  // Stopping makes what a start still waits for void.
  let turn = 0;
  let countsDue: ReturnType<typeof setTimeout> | undefined;

  function countSoon() {
    countsDue ??= setTimeout(() => {
      countsDue = undefined;
      lists.refreshInboxes();
    }, COUNTS_AFTER_MS);
  }

  function onFrame(frame: Frame) {
    const watched = watching();
    update((desk) => withFrame(desk, frame, watched));
    if (!("seq" in frame)) return;
    countSoon();
    const id = frame.conversation_id;
    const thread = store.getState().threads[id];
    if (thread?.state === "ready" && gapAfter(thread.events, frame.seq) !== null)
      threads.catchUp(id);
    if (store.getState().openId === id) threads.markRead(id);
  }

  const live = createLive({
    ticket: api.ticket,
    open: needs.openSocket,
    onFrame,
    onState: (connection) => update((desk) => ({ ...desk, connection })),
    // The first time too: what came between the first lists and the socket was told to nobody.
    onLive: () => {
      lists.refresh();
      lists.loadNotifications();
      threads.refreshThreads();
    },
  });

  async function start() {
    turn += 1;
    const mine = turn;
    update((desk) => ({ ...desk, startError: null }));
    try {
      const me = await api.me();
      if (mine !== turn) return;
      update((desk) => ({ ...desk, me }));
      live.start();
      lists.refreshInboxes();
      lists.loadNotifications();
    } catch (error) {
      if (error instanceof SignedOut || mine !== turn) return;
      update((desk) => ({ ...desk, startError: messageOf(error) }));
    }
  }

  async function setAvailability(availability: Availability) {
    const before = store.getState().me;
    if (!before) return;
    update((desk) => ({ ...desk, me: { ...before, availability } }));
    try {
      const me = await api.setAvailability(availability);
      update((desk) => ({ ...desk, me }));
    } catch (error) {
      update((desk) => ({ ...desk, me: before }));
      complain("Your status was not changed", error);
    }
  }

  return {
    store,
    kept: needs.kept,
    start,
    stop() {
      turn += 1;
      live.stop();
      clearTimeout(countsDue);
    },
    reconnect: live.retryNow,
    logout: api.logout,
    readWhatIsOpen,
    setAvailability,
    dismissToast: (id: string) =>
      update((desk) => ({ ...desk, toasts: desk.toasts.filter((toast) => toast.id !== id) })),
    ...lists,
    ...threads,
    ...suggestions,
  };
}

export type DeskActions = ReturnType<typeof createDesk>;
