/** In which language a message is read: as it was written, or as it was translated. */
import type { Translation } from "@switchboard/protocol";
import { useCallback } from "react";
import { createInsightApi } from "../api/insight-api";
import type { Written } from "../api/thread-types";
import { useActions, useAsk, useDesk } from "../app/context";
import { t } from "../i18n/t";
import { canTranslate, ownLanguage } from "../state/translations";
import { sameLanguage } from "../text/languages";

export type Reading = {
  text: string;
  /** What stands under the message, if anything does. */
  line:
    | { kind: "offer" | "busy" }
    /** Received in another language. */
    | { kind: "translated"; from: string; original: boolean }
    /** Sent in another language. */
    | { kind: "sent"; to: string; original: boolean }
    | null;
  translate: () => void;
  toggle: () => void;
};

/** Fetch a message in the agent's own language, and read it so. */
export function useTranslate() {
  const { store, complain } = useActions();
  const ask = useAsk();
  return useCallback(
    async (conversationId: string, messageId: string) => {
      const put = (value: (Translation & { original: boolean }) | null | undefined) =>
        store.setState(({ translations }) => {
          const { [messageId]: _, ...others } = translations;
          return {
            translations: value === undefined ? others : { ...others, [messageId]: value },
          };
        });
      put(null);
      try {
        const language = ownLanguage(store.getState().rules);
        const found = await createInsightApi(ask).translate(conversationId, messageId, language);
        put({ ...found, original: false });
        // Very likely they write so in all of it.
        const spoken = { [conversationId]: found.source_language };
        store.setState((desk) => ({ spoken: { ...desk.spoken, ...spoken } }));
      } catch (error) {
        put(undefined);
        complain(t("The message was not translated"), error);
      }
    },
    [store, complain, ask],
  );
}

export function useReading(entry: Written): Reading {
  const { store } = useActions();
  const fetchTranslation = useTranslate();
  const translation = useDesk((desk) => desk.translations[entry.id]);
  const own = useDesk((desk) => ownLanguage(desk.rules));
  const shown = useDesk((desk) => desk.unwrapped[entry.id] ?? false);
  const language = useDesk(
    ({ rules, spoken }) => canTranslate(rules) && spoken[entry.conversation_id],
  );
  const { text } = entry.data;

  const translate = () => fetchTranslation(entry.conversation_id, entry.id);
  const toggle = () =>
    store.setState((desk) => {
      if (entry.type !== "message.received") {
        return { unwrapped: { ...desk.unwrapped, [entry.id]: !shown } };
      }
      const held = desk.translations[entry.id];
      if (!held) return desk;
      const next = { ...held, original: !held.original };
      return { translations: { ...desk.translations, [entry.id]: next } };
    });
  const reading = { text, line: null, translate, toggle };

  if (entry.type === "message.sent") {
    const { original: wrote, language: to } = entry.data;
    if (!wrote || !to) return reading;
    // What the agent wrote comes first, since that is what colleagues read.
    return {
      ...reading,
      text: shown ? text : wrote.text,
      line: { kind: "sent", to, original: !shown },
    };
  }
  if (entry.type !== "message.received" || !text) return reading;
  if (translation === null) return { ...reading, line: { kind: "busy" } };
  if (translation && !sameLanguage(translation.source_language, own)) {
    const { original, source_language: from } = translation;
    const line = { kind: "translated", from, original } as const;
    return { ...reading, text: original ? text : translation.text, line };
  }
  const foreign = !translation && language && !sameLanguage(language, own);
  return foreign ? { ...reading, line: { kind: "offer" } } : reading;
}
