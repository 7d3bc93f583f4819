/** Questions about the conversation or the company's knowledge, answered beside the thread. */
import { ArrowUp, FileInput, NotebookPen, Sparkles } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { createAiApi } from "../api/ai-api";
import { messageOf } from "../api/problem";
import type { Conversation } from "../api/types";
import { useActions, useAsk, useDesk } from "../app/context";
import { m, t } from "../i18n/t";
import type { Turn } from "../state/desk";
import { Source } from "../thread/Source";
import { useInsert } from "../thread/useInsert";
import { Button } from "../ui/Button";
import { Marked } from "../ui/Marked";
import styles from "./CopilotPanel.module.css";
import { useSummarise } from "./useSummarise";

const BEGINNINGS = [
  m("What does the customer want?"),
  m("What have we promised so far?"),
  m("How should I answer the last message?"),
];
/** What goes along so that a question can refer to what was said. */
const REMEMBERED = 6;
const NONE: readonly Turn[] = [];
let turns = 0;

/** What was asked and answered stays with the conversation while the page is open. */
function useTalk(id: string) {
  const { store } = useActions();
  const ask = useAsk();
  const talk = useDesk((desk) => desk.copilot[id]) ?? NONE;

  function change(step: (held: readonly Turn[]) => readonly Turn[]) {
    store.setState(({ copilot }) => ({ copilot: { ...copilot, [id]: step(copilot[id] ?? NONE) } }));
  }

  async function put(question: string) {
    const turn: Turn = { id: `turn_${++turns}`, question, answer: null, sources: [], error: null };
    const set = (fields: Partial<Turn>) =>
      change((held) => held.map((each) => (each.id === turn.id ? { ...each, ...fields } : each)));
    const history = talk
      .filter(({ answer }) => answer !== null)
      .slice(-REMEMBERED)
      .flatMap(({ question: asked, answer }) => [
        { from: "agent" as const, text: asked },
        { from: "copilot" as const, text: answer ?? "" },
      ]);
    change((held) => [...held, turn]);
    try {
      const { answer, sources } = await createAiApi(ask).copilot({
        question,
        conversation_id: id,
        history,
      });
      set({ answer, sources });
    } catch (error) {
      set({ error: messageOf(error) });
    }
  }

  function again(turn: Turn) {
    change((held) => held.filter((each) => each.id !== turn.id));
    put(turn.question);
  }

  return { talk, put, again };
}

function Answer({
  turn,
  insert,
  again,
}: {
  turn: Turn;
  insert: (text: string) => void;
  again: () => void;
}) {
  const { question, answer, sources, error } = turn;
  return (
    <li className={styles.turn} data-testid="copilot-turn">
      <p className={styles.question} dir="auto">
        {question}
      </p>
      {error && (
        <p className={styles.failure} role="alert">
          {error}{" "}
          <button type="button" onClick={again}>
            {t("Ask again")}
          </button>
        </p>
      )}
      {answer === null && !error && (
        <p className={styles.thinking}>
          <span className="visually-hidden">{t("Thinking…")}</span>
          <i />
          <i />
          <i />
        </p>
      )}
      {answer !== null && (
        <div className={styles.answer} data-testid="copilot-answer">
          <Marked text={answer} format="markdown" />
          {sources.length > 0 && (
            <div className={styles.sources}>
              {sources.map((source) => (
                <Source key={`${source.kind}:${source.id}`} source={source} />
              ))}
            </div>
          )}
          <Button
            className={styles.insert}
            icon={<FileInput />}
            data-testid="copilot-insert"
            onClick={() => insert(answer)}
          >
            {t("Insert into reply")}
          </Button>
        </div>
      )}
    </li>
  );
}

export default function CopilotPanel({ row }: { row: Conversation }) {
  const { talk, put, again } = useTalk(row.id);
  const { busy, summarise } = useSummarise();
  const insert = useInsert(row.id);
  const [question, setQuestion] = useState("");
  const end = useRef<HTMLLIElement>(null);
  const thinking = talk.some((turn) => turn.answer === null && turn.error === null);
  const refusal = !question.trim()
    ? t("Ask something first")
    : thinking
      ? t("One at a time")
      : null;
  const said = talk.at(-1);

  // A question or its answer has come.
  useEffect(() => {
    if (said) end.current?.scrollIntoView({ block: "nearest" });
  }, [said]);

  function submit(event: FormEvent | KeyboardEvent) {
    event.preventDefault();
    if (refusal) return;
    put(question.trim());
    setQuestion("");
  }

  return (
    <section className={styles.panel} aria-label={t("Copilot")} data-testid="copilot">
      <ol className={styles.talk} aria-live="polite">
        {talk.length === 0 && (
          <li className={styles.empty}>
            <Sparkles aria-hidden="true" />
            <p>
              {t(
                "Ask about this conversation, or about anything in your knowledge. Only you see it.",
              )}
            </p>
            {BEGINNINGS.map((each) => (
              <button
                key={each}
                type="button"
                className={styles.beginning}
                onClick={() => put(t(each))}
              >
                {t(each)}
              </button>
            ))}
          </li>
        )}
        {talk.map((turn) => (
          <Answer key={turn.id} turn={turn} insert={insert} again={() => again(turn)} />
        ))}
        <li ref={end} aria-hidden="true" />
      </ol>
      <form className={styles.form} onSubmit={submit}>
        <div className={styles.box}>
          <textarea
            rows={2}
            dir="auto"
            aria-label={t("Ask the copilot")}
            placeholder={t("Ask the copilot…")}
            maxLength={2000}
            data-testid="copilot-question"
            value={question}
            onChange={(event) => setQuestion(event.target.value)}
            onKeyDown={(event) => {
              const composing = event.nativeEvent.isComposing;
              if (event.key === "Enter" && !event.shiftKey && !composing) submit(event);
            }}
          />
          <Button
            type="submit"
            tone="primary"
            className={styles.ask}
            aria-label={t("Ask")}
            icon={<ArrowUp />}
            refusal={refusal}
          />
        </div>
        <Button
          tone="ghost"
          className={styles.summarise}
          icon={<NotebookPen />}
          refusal={busy ? t("Being summarised") : null}
          data-testid="summarise"
          onClick={() => !busy && summarise(row.id)}
        >
          {busy ? t("Summarising…") : t("Summarise into a note")}
        </Button>
      </form>
    </section>
  );
}
