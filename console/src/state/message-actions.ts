/** What an agent does with one message or note that is in the thread already. */
import { messageOf } from "../api/problem";
import type { Message, Note, Wording } from "../api/thread-types";
import { t } from "../i18n/t";
import type { Parts } from "./actions";
import { withEvents, withThread } from "./desk";
import { isWritten } from "./thread-fold";

/** A link is asked for again a little before it ends. */
const EARLY_MS = 20_000;

type Link = { url: string; until: number };

export function createMessageActions({ api, store, update, complain, tell, kept }: Parts) {
  const links = new Map<string, Promise<Link>>();

  /** Show a change at once, wherever the entry stands; returns how to take it back. */
  function patch(entry: Message | Note, data: object): () => void {
    const put = (fields: object) =>
      update((desk) =>
        Object.keys(desk.threads).reduce(
          (held, id) =>
            withThread(held, id, (thread) => {
              const change = (event: (typeof thread.events)[number]) =>
                event.id === entry.id && isWritten(event)
                  ? ({ ...event, data: { ...event.data, ...fields } } as typeof event)
                  : event;
              return {
                ...thread,
                events: thread.events.map(change),
                chapters: thread.chapters.map((chapter) => ({
                  ...chapter,
                  events: chapter.events.map(change),
                })),
              };
            }),
          desk,
        ),
      );
    put(data);
    return () => put(entry.data);
  }

  /** A short-lived address of a file; those who ask at once share one request. */
  async function linkOf(
    { id, conversation_id }: Pick<Message, "id" | "conversation_id">,
    attachmentId: string,
    anew = false,
  ): Promise<string> {
    const key = `${id} ${attachmentId}`;
    const known = anew ? undefined : await links.get(key)?.catch(() => undefined);
    if (known && known.until > Date.now()) return known.url;
    const asked = api
      .attachmentLink(conversation_id, id, attachmentId)
      .then(({ url, expires_in }) => ({ url, until: Date.now() + expires_in * 1000 - EARLY_MS }));
    links.set(key, asked);
    return (await asked).url;
  }

  return {
    async retryDelivery(id: string, messageId: string) {
      try {
        const event = await api.retry(id, messageId);
        update((desk) => withEvents(desk, id, [event]));
      } catch (error) {
        complain(t("The message was not sent again"), error);
      }
    },
    linkOf,
    /** What may go wrong is said where the text was edited, and the text stays there. */
    async editEntry(
      entry: Message | Note,
      text: string,
      mentions: string[],
    ): Promise<string | null> {
      const { conversation_id: id } = entry;
      const undo = patch(entry, { text, edited_at: new Date().toISOString() });
      try {
        const event =
          entry.type === "note.added"
            ? await api.editNote(id, entry.id, text, mentions)
            : await api.editMessage(id, entry.id, text);
        update((desk) => withEvents(desk, id, [event]));
        return null;
      } catch (error) {
        undo();
        return messageOf(error);
      }
    },
    async deleteEntry(entry: Message | Note) {
      const { conversation_id: id } = entry;
      const isNote = entry.type === "note.added";
      const emptied = isNote ? {} : { attachments: [], reactions: [], mail: null };
      const undo = patch(entry, { ...emptied, text: "", deleted_at: new Date().toISOString() });
      try {
        if (isNote) await api.deleteNote(id, entry.id);
        else {
          const { retracted } = await api.deleteMessage(id, entry.id);
          if (!retracted)
            tell(
              t("Deleted here only"),
              t("This channel can't take messages back, so the customer still has it."),
            );
        }
      } catch (error) {
        undo();
        complain(isNote ? t("The note was not deleted") : t("The message was not deleted"), error);
      }
    },
    /** The company has one reaction to a message; null takes it back. */
    async react(entry: Message, emoji: string | null) {
      const { me } = store.getState();
      const others = (entry.data.reactions ?? []).filter((each) => each.by !== "agent");
      const own = { by: "agent" as const, id: me?.id ?? null, name: me?.name ?? null };
      patch(entry, { reactions: emoji ? [...others, { emoji, ...own }] : others });
      try {
        const { conversation_id: id } = entry;
        const event = await api.react(id, entry.id, emoji);
        update((desk) => withEvents(desk, id, [event]));
      } catch (error) {
        // A message without reactions may not have the field, so it is named.
        patch(entry, { reactions: entry.data.reactions ?? [] });
        complain(t("The reaction was not set"), error);
      }
    },
    mailOf: ({ id, conversation_id }: Pick<Message, "id" | "conversation_id">) =>
      api.mail(conversation_id, id),
    async labelEntry(entry: Message, add: string[], remove: string[]) {
      const isPrivate = (label: string) =>
        store.getState().labels.find((each) => each.id === label)?.scope === "private";
      const next = (held: readonly string[], added: string[]) => [
        ...held.filter((each) => !remove.includes(each) && !added.includes(each)),
        ...added,
      ];
      const undo = patch(entry, {
        labels: next(
          entry.data.labels ?? [],
          add.filter((each) => !isPrivate(each)),
        ),
        private_labels: next(entry.data.private_labels ?? [], add.filter(isPrivate)),
      });
      try {
        const { conversation_id: id } = entry;
        const event = await api.labelMessage(id, entry.id, { add, remove });
        update((desk) => withEvents(desk, id, [event]));
      } catch (error) {
        undo();
        complain(t("The message was not labelled"), error);
      }
    },
    async wordingsOf(entry: Message | Note): Promise<Wording[]> {
      return (await api.wordings(entry.conversation_id, entry.id)).items;
    },
    quote(entry: Message) {
      const { conversation_id: id } = entry;
      const { openId } = store.getState();
      const draft = kept.draft(openId ?? id);
      const reply_to = { message_id: entry.id, text: entry.data.text, author: entry.actor.kind };
      kept.setDraft(openId ?? id, {
        ...draft,
        kind: "reply",
        reply: { ...draft.reply, reply_to, unsaved: true },
      });
    },
    answerNote(id: string, note: Note) {
      const draft = kept.draft(id);
      const parent = {
        id: note.id,
        name: note.actor.name ?? t("a colleague"),
        text: note.data.text,
      };
      kept.setDraft(id, { ...draft, kind: "note", note: { ...draft.note, parent } });
    },
    async downloadTranscript(id: string): Promise<void> {
      try {
        const { name, text } = await api.transcript(id);
        const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
        const anchor = document.createElement("a");
        anchor.href = url;
        anchor.download = name;
        anchor.click();
        URL.revokeObjectURL(url);
      } catch (error) {
        complain(t("The transcript could not be made"), error);
      }
    },
    async mailTranscript(id: string, email: string): Promise<string | null> {
      try {
        await api.mailTranscript(id, email);
        tell(t("Transcript on its way"), t("It is being mailed to {email}.", { email }));
        return null;
      } catch (error) {
        return messageOf(error);
      }
    },
  };
}
