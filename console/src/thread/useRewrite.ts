import type { RewriteStyle } from "@switchboard/protocol";
import { useRef, useState } from "react";
import { createAiApi } from "../api/ai-api";
import { useActions, useAsk } from "../app/context";
import { m, t } from "../i18n/t";

const DONE: Record<RewriteStyle, string> = {
  shorter: m("Made shorter"),
  friendlier: m("Made friendlier"),
  formal: m("Made more formal"),
  grammar: m("Spelling and grammar fixed"),
  translate: m("Translated"),
};

type Change = { what: string; before: string; after: string };

/** Says a draft differently, with a way back until it is written on. */
export function useRewrite(text: string, put: (text: string) => void) {
  const { complain, tell } = useActions();
  const ask = useAsk();
  const [busy, setBusy] = useState(false);
  const [change, setChange] = useState<Change | null>(null);
  const latest = useRef(text);
  latest.current = text;

  async function rewrite(style: RewriteStyle, language?: string) {
    const before = text;
    setBusy(true);
    try {
      const { text: after, changed } = await createAiApi(ask).rewrite(before, style, language);
      if (!changed || after === before) tell(t("Nothing to change"), t("It reads well as it is."));
      else if (latest.current !== before) {
        tell(t("Not rewritten"), t("You went on writing meanwhile, so your text was left alone."));
      } else {
        setChange({ what: DONE[style], before, after });
        put(after);
      }
    } catch (error) {
      complain(t("Your text was not rewritten"), error);
    } finally {
      setBusy(false);
    }
  }

  return {
    busy,
    rewrite,
    /** What was done last, as long as the text is as that left it. */
    done: change && change.after === text ? change : null,
    undo: () => change && put(change.before),
  };
}
