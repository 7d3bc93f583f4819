/** An article while it is written: what is saved, what is not yet, and the ways between. */
import type { Article, ArticleFacts } from "@switchboard/protocol";
import { useEffect, useRef, useState } from "react";
import { knowledgePath, usePlace } from "../../app/routes";
import { useAttempt } from "../../settings/channels/useAttempt";
import { useKnowledgeApi } from "../api";
import { EMPTY_ARTICLE, factsOf, forget, isSame, keep, keptOf } from "./unsaved";

type Begun = { id: string; article: Article | null; first: Partial<ArticleFacts> };

export function useArticleDraft({ id, article, first }: Begun) {
  const api = useKnowledgeApi();
  const { go } = usePlace();
  const [saved, setSaved] = useState(article);
  const [found] = useState(() => keptOf(id));
  const [facts, setFacts] = useState<ArticleFacts>(
    () => found?.facts ?? (article ? factsOf(article) : { ...EMPTY_ARTICLE, ...first }),
  );
  const latest = useRef(facts);
  latest.current = facts;
  /** What was kept from before is told of until it is saved or left. */
  const [restored, setRestored] = useState(found !== null);
  const [justSaved, setJustSaved] = useState(false);
  const attempt = useAttempt();
  const before = saved ? factsOf(saved) : EMPTY_ARTICLE;
  const dirty = !isSame(facts, before);
  const base = restored && found ? found.base : (saved?.updated_at ?? null);

  useEffect(() => {
    if (dirty) keep(id, { facts, base });
    else forget(id);
  }, [id, facts, base, dirty]);

  // The tab may be closed while the last words are in this browser only.
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: Event) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [dirty]);

  function change(next: Partial<ArticleFacts>) {
    setFacts((held) => ({ ...held, ...next }));
    setJustSaved(false);
  }

  async function save(status: Article["status"] = facts.status) {
    const wanted = { ...facts, title: facts.title.trim(), status };
    const done = await attempt.run(async () => {
      const article = saved
        ? await api.changeArticle(saved.id, wanted)
        : await api.createArticle(wanted);
      setSaved(article);
      // Whatever was typed while it was being saved stays, and counts as unsaved.
      setFacts((held) => (isSame(held, facts) ? factsOf(article) : { ...held, status }));
      setRestored(false);
      if (saved) return;
      forget(id);
      const later = { ...latest.current, status };
      const base = article.updated_at;
      if (!isSame(latest.current, facts)) keep(article.id, { facts: later, base });
      go(knowledgePath("articles", article.id), { replace: true });
    });
    setJustSaved(done);
  }

  function discard() {
    setFacts(before);
    setRestored(false);
  }

  async function remove() {
    if (saved) await api.deleteArticle(saved.id);
    forget(id);
    go(knowledgePath("articles"), { replace: true });
  }

  return {
    facts,
    change,
    saved,
    dirty,
    justSaved: justSaved && !dirty,
    restored: restored && dirty,
    /** Someone else saved it after these changes were begun. */
    overtaken: restored && dirty && saved !== null && base !== saved.updated_at,
    busy: attempt.busy,
    failure: attempt.failure,
    save,
    discard,
    remove,
  };
}
