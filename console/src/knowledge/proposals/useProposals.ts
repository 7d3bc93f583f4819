/** The proposals that wait, and what is decided about each. */
import type { Proposal } from "@switchboard/protocol";
import { useEffect, useState } from "react";
import { messageOf, Problem } from "../../api/problem";
import { m } from "../../i18n/t";
import { useLoaded } from "../../settings/channels/useLoaded";
import { useKnowledgeApi } from "../api";
import { setOpenProposals } from "../open-proposals";

export type Edited = { question: string; answer: string };

/** What is said after a decision, for `t`, with the article that came of it. */
export type Outcome = { text: string; articleId: string | null };

/** The one that takes the place of another that goes: the next, else the one before. */
export function neighbour(items: readonly { id: string }[], id: string | null): string | null {
  const at = items.findIndex((each) => each.id === id);
  return (items[at + 1] ?? items[at - 1])?.id ?? null;
}

/** One step up or down; nothing is beyond the ends. */
export function stepped(items: readonly { id: string }[], id: string | null, by: 1 | -1) {
  const at = items.findIndex((each) => each.id === id);
  const next = Math.min(Math.max(at + by, 0), items.length - 1);
  return items[next]?.id ?? null;
}

export function useProposals() {
  const api = useKnowledgeApi();
  const { value, error, reload, put } = useLoaded("proposals", api.proposals);
  const [chosen, choose] = useState<string | null>(null);
  const [edits, setEdits] = useState<Readonly<Record<string, Edited>>>({});
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState("");
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const items = value?.items ?? null;
  const current = items?.find((each) => each.id === chosen) ?? items?.[0] ?? null;
  const count = items?.length;

  useEffect(() => {
    if (count !== undefined) setOpenProposals(count);
  }, [count]);

  const editedOf = (proposal: Proposal): Edited =>
    edits[proposal.id] ?? { question: proposal.question, answer: proposal.answer };

  function remove(id: string) {
    if (!value || !items) return;
    choose(neighbour(items, id));
    put({ ...value, items: items.filter((each) => each.id !== id) });
  }

  async function decide(proposal: Proposal, task: () => Promise<Outcome>) {
    if (busy) return;
    setBusy(proposal.id);
    setFailure("");
    try {
      setOutcome(await task());
      remove(proposal.id);
    } catch (error) {
      setFailure(messageOf(error));
      // A colleague was quicker: it is no longer there to decide about.
      if (error instanceof Problem && [404, 409].includes(error.status)) remove(proposal.id);
    } finally {
      setBusy(null);
    }
  }

  return {
    items,
    error,
    reload,
    current,
    choose: (id: string) => choose(id),
    step: (by: 1 | -1) => items && choose(stepped(items, current?.id ?? null, by)),
    busy,
    failure,
    outcome,
    editedOf,
    edit: (id: string, edited: Edited) => setEdits((held) => ({ ...held, [id]: edited })),
    approve(proposal: Proposal) {
      const { question, answer } = editedOf(proposal);
      const changed = {
        ...(question.trim() !== proposal.question && { question: question.trim() }),
        ...(answer.trim() !== proposal.answer && { answer: answer.trim() }),
      };
      if (!question.trim() || !answer.trim()) return;
      decide(proposal, async () => {
        const { article_id } = await api.approve(proposal.id, changed);
        return { text: m("Published."), articleId: article_id };
      });
    },
    dismiss(proposal: Proposal) {
      decide(proposal, async () => {
        await api.dismiss(proposal.id);
        return { text: m("Dismissed. It won't be proposed again."), articleId: null };
      });
    },
  };
}
