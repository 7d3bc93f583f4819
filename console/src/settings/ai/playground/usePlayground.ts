/** A chat with the AI agent that nobody else sees and nothing keeps. */
import type { TrialTurn, Tried } from "@switchboard/protocol";
import { useRef, useState } from "react";
import { messageOf } from "../../../api/problem";
import { useAiApi } from "../useAiApi";

export type Line = { id: number; asked: string; answer: Tried | null; failure: string };

/** As many turns as the API takes. */
const REMEMBERED = 50;

/** What was said so far, as the AI agent would know it from a conversation. */
export function historyOf(lines: readonly Line[]): TrialTurn[] {
  const turns = lines.flatMap(({ asked, answer }): TrialTurn[] => {
    if (!answer) return [];
    const question: TrialTurn = { from: "customer", text: asked };
    if (!answer.reply) return [question];
    const { reply: text, action } = answer;
    const sources = answer.sources.map(({ kind, id, title, url }) => ({ kind, id, title, url }));
    return [question, { from: "ai", text, action, sources }];
  });
  return turns.slice(-REMEMBERED);
}

export function usePlayground() {
  const api = useAiApi();
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [channel, setChannel] = useState("");
  const ids = useRef(0);
  const busy = lines.some((line) => !line.answer && !line.failure);

  function settle(id: number, fields: Partial<Line>) {
    setLines((held) => held.map((line) => (line.id === id ? { ...line, ...fields } : line)));
  }

  async function ask(text: string) {
    const asked = text.trim();
    if (!asked || busy) return;
    const id = ++ids.current;
    const history = historyOf(lines);
    setLines([...lines, { id, asked, answer: null, failure: "" }]);
    try {
      const where = channel ? { channel_id: channel } : {};
      settle(id, { answer: await api.tryOut({ text: asked, history, ...where }) });
    } catch (error) {
      settle(id, { failure: messageOf(error) });
    }
  }

  return { lines, ask, busy, channel, setChannel, clear: () => setLines([]) };
}
