import { MessageCircleQuestion } from "lucide-react";
import { type FormEvent, useRef } from "react";
import { t } from "../../i18n/t";
import { Button } from "../../ui/Button";
import { sentenceOf } from "../channels/useAttempt";
import { Waiting } from "../channels/Waiting";
import common from "../Settings.module.css";
import styles from "./ai.module.css";
import { Generator } from "./form/Generator";
import { HandOver } from "./form/HandOver";
import { Identity } from "./form/Identity";
import { Limits } from "./form/Limits";
import { Modes } from "./form/Modes";
import { Playground } from "./playground/Playground";
import { useAgent } from "./useAgent";

type Agent = ReturnType<typeof useAgent>;

function SaveBar({ agent }: { agent: Agent }) {
  const { dirty, busy, refusal, justSaved, failure, discard } = agent;
  const sentence = sentenceOf(failure, []);
  return (
    <div className={styles.saveBar} data-shown={dirty || justSaved || busy}>
      <span role="status" className={styles.saveWords} data-done={justSaved}>
        {justSaved ? t("Saved") : dirty && t("Not saved yet")}
      </span>
      {sentence && (
        <span className={common.failure} role="alert">
          {sentence}
        </span>
      )}
      {dirty && (
        <>
          <Button onClick={discard} disabled={busy}>
            {t("Discard")}
          </Button>
          <Button tone="primary" type="submit" disabled={busy} refusal={refusal}>
            {busy ? t("Saving…") : t("Save")}
          </Button>
        </>
      )}
    </div>
  );
}

/** Everything that is settled of the AI agent, with a place beside it to try it. */
export function Setup() {
  const agent = useAgent();
  const playground = useRef<HTMLDivElement>(null);
  const { draft, change, error, reload } = agent;
  if (!draft) return <Waiting error={error} retry={reload} />;

  function tryIt() {
    playground.current?.scrollIntoView({ block: "start" });
    playground.current?.querySelector("textarea")?.focus({ preventScroll: true });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    agent.save();
  }

  return (
    <div className={styles.beside}>
      <Button className={styles.tryIt} icon={<MessageCircleQuestion />} onClick={tryIt}>
        {t("Try it in the playground")}
      </Button>
      <form className={styles.setup} onSubmit={submit} aria-label={t("AI agent")}>
        <Modes agent={draft} change={change} />
        <Identity agent={draft} change={change} />
        <Limits agent={draft} change={change} />
        <HandOver agent={draft} change={change} />
        <Generator agent={draft} change={change} />
        <SaveBar agent={agent} />
      </form>
      <div ref={playground} className={styles.trial}>
        <Playground name={draft.name} unsaved={agent.dirty} />
      </div>
    </div>
  );
}
