import { useState } from "react";
import { createAiApi } from "../api/ai-api";
import { useActions, useAsk } from "../app/context";
import { t } from "../i18n/t";
import { withEvents } from "../state/desk";

/** Writes what a conversation is about into a note of its own. */
export function useSummarise() {
  const { store, tell, complain } = useActions();
  const ask = useAsk();
  const [busy, setBusy] = useState(false);

  async function summarise(id: string) {
    setBusy(true);
    try {
      const note = await createAiApi(ask).summarise(id);
      store.setState((desk) => withEvents(desk, id, [note]));
      tell(t("Summary added as a note"));
    } catch (error) {
      complain(t("The conversation was not summarised"), error);
    } finally {
      setBusy(false);
    }
  }

  return { busy, summarise };
}
