/** Who takes work, what they are asked, and handing conversations on. */
import { Problem } from "../api/problem";
import type { Stand } from "../api/routing-api";
import type { Conversation, Me } from "../api/types";
import { m, t } from "../i18n/t";
import { namesOf } from "../text/people";
import type { Parts } from "./actions";
import { withFields, withoutRow, withRows } from "./desk";
import type { Optimistic } from "./optimistic";
import type { Asked } from "./routing";

export function createRoutingActions(parts: Parts, { attempt }: Optimistic, countSoon: () => void) {
  const { api, store, update, complain, tell } = parts;

  /** Change something of the agent at once; as it was when the server refuses. */
  async function stand(change: Partial<Me>, ask: () => Promise<Me>) {
    const before = store.getState().me;
    if (!before) return;
    update((desk) => ({ ...desk, me: { ...before, ...change } }));
    try {
      const me = await ask();
      update((desk) => ({ ...desk, me }));
      // The queue counts for those who are available only.
      countSoon();
    } catch (error) {
      const undo = Object.keys(change) as (keyof Me)[];
      const old = Object.fromEntries(undo.map((name) => [name, before[name]]));
      update((desk) => ({ ...desk, me: desk.me && { ...desk.me, ...old } }));
      complain(t("Your status was not changed"), error);
    }
  }

  function setAvailability(wanted: Stand) {
    const reason = store.getState().pauseReasons?.find(({ id }) => id === wanted.reason_id);
    const since = new Date().toISOString();
    const pause = reason
      ? {
          reason_id: reason.id,
          name: reason.name,
          paid: reason.paid,
          since,
          automatic: false,
          rule: null,
        }
      : null;
    return stand({ availability: wanted.status, pause }, () => api.setAvailability(wanted));
  }

  /** Once; asked for again if that failed. */
  function loader<Name extends "pauseReasons" | "slaPolicies" | "dispositions", Value>(
    name: Name,
    ask: () => Promise<{ items: Value }>,
    failure: string | null,
  ) {
    let underWay = false;
    return async (again = false) => {
      if (underWay || (!again && store.getState()[name])) return;
      underWay = true;
      try {
        const { items } = await ask();
        update((desk) => ({ ...desk, [name]: items }));
      } catch (error) {
        if (failure) complain(t(failure), error);
      } finally {
        underWay = false;
      }
    };
  }

  async function loadOffers() {
    try {
      const { items } = await api.offers();
      update((desk) => {
        const told = new Set(items.map((row) => row.id));
        // What was asked before and is no more has ended meanwhile.
        const stale = Object.values(desk.rows).filter(
          (row) => !told.has(row.id) && row.offer && row.offer.user.id === desk.me?.id,
        );
        const cleared = stale.reduce(
          (held, row) => withFields(held, row.id, { offer: null }),
          desk,
        );
        return withRows(cleared, items);
      });
    } catch (error) {
      complain(t("Your offers could not be loaded"), error);
    }
  }

  /** What was asked is gone: the row says who was faster. */
  async function gone(id: string, error: unknown, title: string) {
    const winner = error instanceof Problem ? error.winner : null;
    complain(winner ? t("{name} took this conversation", { name: winner.name }) : title, error);
    if (error instanceof Problem && error.status === 404) update((desk) => withoutRow(desk, id));
    else await parts.fetchRow(id);
  }

  /** Whether the conversation is the agent's now. */
  async function accept({ row, id, kind }: Asked): Promise<boolean> {
    try {
      const taken = await (kind === "offer"
        ? api.acceptOffer(row.id, id)
        : api.acceptInvitation(row.id, id));
      update((desk) => withRows(desk, [taken]));
      countSoon();
      return true;
    } catch (error) {
      await gone(row.id, error, t("You could not take this conversation"));
      return false;
    }
  }

  async function pass({ row, id, kind }: Asked): Promise<void> {
    try {
      await (kind === "offer" ? api.rejectOffer(row.id, id) : api.declineInvitation(row.id, id));
      countSoon();
    } catch (error) {
      await gone(row.id, error, t("Your answer was not taken in"));
    }
  }

  return {
    setAvailability,
    switchTeam(team: string, takes: { chats: boolean; calls: boolean }) {
      const off = store.getState().me?.off ?? {};
      const none = (["chats", "calls"] as const).filter((kind) => !takes[kind]);
      return stand({ off: { ...off, [team]: none } }, () => api.switchTeam(team, takes));
    },
    endWrapUp: () => stand({ wrap_up_until: null }, api.endWrapUp),
    loadPauseReasons: loader(
      "pauseReasons",
      api.pauseReasons,
      m("The reasons could not be loaded"),
    ),
    loadSlaPolicies: loader("slaPolicies", api.slaPolicies, null),
    /** Where it fails, the server says what it needs when a conversation is closed. */
    loadDispositions: loader("dispositions", api.dispositions, null),
    loadOffers,
    accept,
    pass,

    async leave(id: string) {
      const me = store.getState().me;
      if (!me) return;
      const without = (row: Conversation) => ({
        assignees: row.assignees.filter((person) => person.id !== me.id),
      });
      const left = await attempt(id, without, () => api.leave(id), t("You still have this"));
      if (!left) return;
      const names = namesOf(store.getState().rows[id]?.assignees ?? [], me.id);
      tell(t("You left the conversation"), t("It stays with {names}.", { names }), id);
    },
  };
}
