import { useEffect } from "react";
import { createInsightApi } from "../api/insight-api";
import { useActions, useAsk, useDesk } from "../app/context";
import { t } from "../i18n/t";
import { canTranslate, customerLanguage, ownLanguage } from "../state/translations";

/** What was translated in a conversation already, where the company translates by itself; and what
 * its customer writes in, where replies are translated and nothing has told. */
export function useTranslations(id: string, ready: boolean) {
  const { store, complain } = useActions();
  const ask = useAsk();
  const twoWay = useDesk(({ rules }) => rules?.translation.two_way ?? false);
  const on = useDesk(
    ({ rules }) => canTranslate(rules) && (rules?.translation.automatic || twoWay),
  );
  const language = useDesk(({ rules }) => ownLanguage(rules));

  useEffect(() => {
    if (!on || !ready) return;
    const api = createInsightApi(ask);

    async function load() {
      const { items } = await api.translations(id, language);
      store.setState(({ translations: held }) => {
        const found = items.map((each) => [
          each.message_id,
          held[each.message_id] ?? { ...each, original: false },
        ]);
        return { translations: { ...held, ...Object.fromEntries(found) } };
      });
      const { threads, translations, spoken } = store.getState();
      const events = threads[id]?.events ?? [];
      if (!twoWay || spoken[id] || customerLanguage(events, translations)) return;
      const { languages } = await api.insights(id);
      const most = [...languages].sort((a, b) => b.share - a.share)[0];
      if (most) store.setState((desk) => ({ spoken: { ...desk.spoken, [id]: most.language } }));
    }

    load().catch((error) => complain(t("Translations could not be loaded"), error));
  }, [ask, store, complain, id, language, on, twoWay, ready]);
}
