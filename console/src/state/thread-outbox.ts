/**
 * What the agent sends: shown at once, told to the API one after the other, and again with the same
 * client id where no answer came, so that nothing is lost, doubled or overtaken.
 */
import { messageOf, Problem, Unreachable } from "../api/problem";
import type { NoteBody, ReplyBody } from "../api/thread-types";
import { t } from "../i18n/t";
import type { Parts } from "./actions";
import { withEvents, withRow, withThread, withToast } from "./desk";
import type { DraftActions } from "./draft-actions";
import { withState } from "./suggestions";
import {
  EMPTY_THREAD,
  type Letter,
  lastSeq,
  type Pending,
  type Thread,
  withoutPending,
  withPending,
} from "./thread";

const SECOND_MS = 1000;

export function replyBody(letter: Letter & { client_id: string }): ReplyBody {
  return {
    text: letter.text,
    format: letter.format,
    client_id: letter.client_id,
    attachments: letter.attachments.map((each) => each.id),
    ...(letter.channel_id ? { channel_id: letter.channel_id } : {}),
    ...(letter.reply_to ? { reply_to: letter.reply_to.message_id } : {}),
    ...(letter.options.length > 0 ? { options: letter.options.map((title) => ({ title })) } : {}),
    ...(letter.cc ? { cc: letter.cc } : {}),
    ...(letter.subject ? { subject: letter.subject } : {}),
    ...(letter.suggestion_id ? { suggestion_id: letter.suggestion_id } : {}),
    ...(letter.translate_to ? { translate_to: letter.translate_to } : {}),
  };
}

function noteBody(letter: Letter & { client_id: string }): NoteBody {
  return {
    text: letter.text,
    client_id: letter.client_id,
    mentions: letter.mentions,
    ...(letter.parent_id ? { parent_id: letter.parent_id } : {}),
  };
}

/** Refusals that tell the console's row is behind: how the customer is reached has changed. */
const REACH = new Set(["window_closed", "opted_out", "never_wrote"]);

function strangersOf(error: unknown): string[] {
  if (!(error instanceof Problem) || error.code !== "not_visible") return [];
  return error.userIds;
}

type Needs = {
  drafts: DraftActions;
  /** Back to the end of the thread, where what is written appears. */
  toLatest: (id: string) => Promise<void>;
};

export function createOutbox(
  { api, store, update, complain, fetchRow, kept, newId }: Parts,
  { drafts, toLatest }: Needs,
) {
  const queues = new Map<string, Promise<void>>();

  function change(id: string, step: (thread: Thread) => Thread) {
    update((desk) => withThread(desk, id, step));
    kept.setOutbox(id, store.getState().threads[id]?.pending ?? []);
  }

  function held(id: string, clientId: string): Pending | undefined {
    return store.getState().threads[id]?.pending.find((each) => each.client_id === clientId);
  }

  function set(id: string, clientId: string, fields: Partial<Pending>) {
    const pending = held(id, clientId);
    if (pending) change(id, (thread) => withPending(thread, { ...pending, ...fields }));
  }

  /** Words go back to where they came from: into the box, or among what is suggested. */
  function giveBack(id: string, pending: Pending) {
    change(id, (thread) => withoutPending(thread, pending.client_id));
    if (pending.as_suggested) offerAgain(id, pending);
    else drafts.restoreDraft(id, pending);
  }

  function offerAgain(id: string, { suggestion_id, as_suggested }: Pending) {
    if (!as_suggested || !suggestion_id) return;
    update((desk) => {
      const again = withState(desk.suggestions[id] ?? [], suggestion_id, "offered");
      return { ...desk, suggestions: { ...desk.suggestions, [id]: again } };
    });
  }

  /** Someone else was first: nothing was sent. */
  function lostTheRace(id: string, problem: Problem, pending: Pending) {
    giveBack(id, pending);
    const title = problem.winner
      ? t("{name} took this conversation", { name: problem.winner.name })
      : problem.message;
    const text = pending.as_suggested
      ? t("Your reply was not sent. It is suggested still.")
      : t("Your reply was not sent. Its text is back in the box.");
    const toast = { id: newId(), tone: "danger" as const, title, text, conversationId: null };
    update((desk) => withToast(desk, toast));
    fetchRow(id);
  }

  function failed(id: string, pending: Pending, error: unknown) {
    if (error instanceof Problem && error.code === "taken") {
      lostTheRace(id, error, pending);
      return;
    }
    if (error instanceof Problem && REACH.has(error.code)) fetchRow(id);
    const unreachable = error instanceof Unreachable;
    const reason = { state: "failed" as const, error: messageOf(error), unreachable };
    set(id, pending.client_id, { ...reason, not_visible: strangersOf(error) });
    if (!unreachable) return;
    // What was written after it must not arrive before it.
    const behind = store.getState().threads[id]?.pending ?? [];
    for (const each of behind) if (each.state === "sending") set(id, each.client_id, reason);
  }

  function handOver(id: string, pending: Pending) {
    if (pending.kind === "note") return api.note(id, noteBody(pending));
    const { template, client_id, channel_id, suggestion_id, translate_to } = pending;
    if (pending.as_suggested && suggestion_id && !translate_to) {
      return api.sendSuggestion(id, suggestion_id, client_id);
    }
    if (!template) return api.reply(id, replyBody(pending));
    return api.sendTemplate(id, { template, client_id, ...(channel_id ? { channel_id } : {}) });
  }

  async function post(id: string, clientId: string) {
    const pending = held(id, clientId);
    if (pending?.state !== "sending") return;
    try {
      const event = await handOver(id, pending);
      update((desk) => withEvents(desk, id, [event]));
      change(id, (thread) => withoutPending(thread, clientId));
    } catch (error) {
      failed(id, pending, error);
    }
  }

  /** Give it to the server to send in a moment, so that it can still be taken back. */
  async function hold(id: string, clientId: string, seconds: number) {
    const pending = held(id, clientId);
    if (pending?.state !== "sending") return;
    try {
      const { client_id: _, ...body } = replyBody(pending);
      const until = Date.now() + seconds * SECOND_MS;
      const { id: scheduledId } = await api.schedule(id, {
        ...body,
        delay_seconds: seconds,
        hold: false,
      });
      const mine = { id: scheduledId, until: new Date(until).toISOString() };
      set(id, clientId, { state: "held", held: mine });
      update((desk) =>
        withToast(desk, {
          id: `undo-${clientId}`,
          tone: "done",
          title: t("Sending your reply"),
          text: "",
          conversationId: null,
          until,
          action: { label: t("Undo"), run: () => undo(id, clientId) },
        }),
      );
    } catch (error) {
      failed(id, pending, error);
    }
  }

  function queue(id: string, job: () => Promise<void>): Promise<void> {
    const next = (queues.get(id) ?? Promise.resolve()).then(job);
    queues.set(id, next);
    return next;
  }

  /** Take a reply back before it is sent; its words return to the box. */
  async function undo(id: string, clientId: string) {
    const pending = held(id, clientId);
    if (!pending?.held) return;
    try {
      await api.cancelScheduled(id, pending.held.id);
      giveBack(id, pending);
    } catch (error) {
      complain(t("Your reply was sent already"), error);
    }
  }

  function enqueue(id: string, pending: Pending, undoSeconds: number, before: Promise<void>) {
    const job = () =>
      undoSeconds > 0 ? hold(id, pending.client_id, undoSeconds) : post(id, pending.client_id);
    return queue(id, () => before.then(job));
  }

  function resend(id: string, pending: Pending) {
    set(id, pending.client_id, {
      state: "sending",
      error: null,
      unreachable: false,
      not_visible: [],
    });
    return enqueue(id, pending, 0, Promise.resolve());
  }

  return {
    /** What a closed page left behind; it waits for the agent to say that it may go. */
    restored(id: string): Thread {
      const pending = kept
        .outbox(id)
        // The server has what could be undone, and sends it.
        .filter((each) => each.state !== "held")
        .map((each) => ({
          ...each,
          state: "failed" as const,
          unreachable: false,
          error: each.error ?? t("The page was closed before this was sent."),
        }));
      return { ...EMPTY_THREAD, pending };
    },
    async write(id: string, letter: Letter) {
      const { threads, me } = store.getState();
      const thread = threads[id];
      if (!thread) return;
      if (thread.detached) await toLatest(id);
      const pending: Pending = {
        ...letter,
        client_id: newId(),
        at: new Date().toISOString(),
        state: "sending",
        error: null,
        unreachable: false,
        not_visible: [],
        held: null,
        after_seq: lastSeq(thread, id),
      };
      change(id, (held) => withPending(held, pending));
      const undoable = letter.kind === "reply" && !letter.template;
      const undoSeconds = undoable ? (me?.preferences?.undo_seconds ?? 0) : 0;
      // Neither is what was being written, which may still be said.
      const cleared =
        letter.template || letter.as_suggested
          ? Promise.resolve()
          : drafts.clearDraft(id, letter.kind, undoSeconds > 0);
      await enqueue(id, pending, undoSeconds, cleared);
    },
    resend,
    undo,
    discard(id: string, clientId: string) {
      const pending = held(id, clientId);
      if (pending) offerAgain(id, pending);
      change(id, (thread) => withoutPending(thread, clientId));
    },
    /** Back into the box, to be written differently. */
    takeBack(id: string, pending: Pending) {
      giveBack(id, { ...pending, as_suggested: false });
    },
    /** Let those whom a note names see the conversation, then send it. */
    async showAndResend(id: string, pending: Pending) {
      const row = store.getState().rows[id];
      const seen = row?.visible_to?.map((person) => person.id) ?? [];
      try {
        const next = await api.updateConversation(id, {
          visible_to: [...new Set([...seen, ...pending.not_visible])],
        });
        update((desk) => withRow(desk, next));
      } catch (error) {
        complain(t("The conversation was not shared"), error);
        return;
      }
      await resend(id, pending);
    },
    /** The connection is back: what nobody answered goes again, in its order. */
    resendUnreachable() {
      for (const [id, thread] of Object.entries(store.getState().threads)) {
        for (const each of thread.pending) if (each.unreachable) resend(id, each);
      }
    },
  };
}
