/** Replies that wait for their time: listed, changed, sent early or taken back. */
import { messageOf, Unreachable } from "../api/problem";
import type { Scheduled } from "../api/thread-types";
import { t } from "../i18n/t";
import type { Parts } from "./actions";
import { withEvents, withThread } from "./desk";
import type { DraftActions } from "./draft-actions";
import { type Letter, withoutPending, withScheduled } from "./thread";
import { replyBody } from "./thread-outbox";

export function createScheduledActions(parts: Parts, drafts: DraftActions) {
  const { api, store, update, complain, newId, onFrame } = parts;

  function take(id: string, items: readonly Scheduled[]) {
    const { me, threads } = store.getState();
    const undoable = new Set(threads[id]?.pending.map((each) => each.held?.id));
    const mine = items.filter((each) => each.author.id === me?.id && !undoable.has(each.id));
    update((desk) => withThread(desk, id, (thread) => withScheduled(thread, mine)));
  }

  function forget(id: string, scheduledId: string) {
    update((desk) =>
      withThread(desk, id, (thread) => ({
        ...thread,
        scheduled: thread.scheduled.filter((each) => each.id !== scheduledId),
      })),
    );
  }

  onFrame((frame) => {
    if (frame.type !== "scheduled.updated") return;
    const { conversation_id: id, data } = frame;
    const pending = store.getState().threads[id]?.pending ?? [];
    const held = pending.find((each) => each.held?.id === data.id);
    // Taken back in another window, or left to the agent: it does not go by itself any more.
    if (held && (data.status === "cancelled" || data.status === "held")) {
      update((desk) => withThread(desk, id, (thread) => withoutPending(thread, held.client_id)));
    }
    take(id, [data]);
  });

  return {
    async loadScheduled(id: string) {
      try {
        take(id, (await api.scheduled(id)).items);
      } catch (error) {
        if (error instanceof Unreachable) return;
        complain(t("Scheduled replies could not be loaded"), error);
      }
    },
    /** Returns why it could not be scheduled, or null when it was. */
    async sendLater(id: string, letter: Letter, sendAt: string): Promise<string | null> {
      try {
        const body = replyBody({ ...letter, client_id: newId() });
        take(id, [await api.schedule(id, { ...body, send_at: sendAt, hold: true })]);
        drafts.clearDraft(id, "reply", true);
        return null;
      } catch (error) {
        return messageOf(error);
      }
    },
    async changeScheduled(
      id: string,
      scheduledId: string,
      change: { text?: string; send_at?: string; hold?: boolean },
    ): Promise<string | null> {
      try {
        take(id, [await api.changeScheduled(id, scheduledId, change)]);
        return null;
      } catch (error) {
        return messageOf(error);
      }
    },
    async cancelScheduled(id: string, { id: scheduledId }: Scheduled) {
      try {
        await api.cancelScheduled(id, scheduledId);
        forget(id, scheduledId);
      } catch (error) {
        complain(t("The scheduled reply was not cancelled"), error);
      }
    },
    async sendScheduledNow(id: string, { id: scheduledId }: Scheduled) {
      try {
        const event = await api.sendScheduled(id, scheduledId);
        forget(id, scheduledId);
        update((desk) => withEvents(desk, id, [event]));
      } catch (error) {
        complain(t("The scheduled reply was not sent"), error);
      }
    },
  };
}
