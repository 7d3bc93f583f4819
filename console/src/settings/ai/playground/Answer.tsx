import type { Tried } from "@switchboard/protocol";
import { ExternalLink } from "lucide-react";
import { Link } from "wouter";
import { knowledgePath } from "../../../app/routes";
import { m, t, tn } from "../../../i18n/t";
import { Marked } from "../../../ui/Marked";
import styles from "./playground.module.css";

type Source = Tried["sources"][number];

const ACTIONS: Record<Tried["action"], string> = {
  answer: m("Answers|it does"),
  clarify: m("Asks back"),
  dont_know: m("Says it does not know"),
  hand_over: m("Hands over"),
};

const percent = (share: number) => t("{percent} %", { percent: Math.round(share * 100) });

function Title({ source }: { source: Source }) {
  if (source.kind === "article") {
    return <Link href={knowledgePath("articles", source.id)}>{source.title}</Link>;
  }
  if (!source.url) return <span>{source.title}</span>;
  return (
    <a href={source.url} target="_blank" rel="noopener noreferrer">
      {source.title} <ExternalLink aria-hidden="true" />
    </a>
  );
}

function Sources({ sources }: { sources: readonly Source[] }) {
  if (sources.length === 0) return null;
  return (
    <details className={styles.sources}>
      <summary>{tn(sources.length, "{count} source", "{count} sources")}</summary>
      <ol>
        {sources.map((source) => (
          <li key={`${source.kind} ${source.id}`}>
            <span className={styles.sourceHead}>
              <Title source={source} />
              <span>{percent(source.confidence)}</span>
            </span>
            {source.text && <p dir="auto">{source.text}</p>}
          </li>
        ))}
      </ol>
    </details>
  );
}

/** What it would do, what it would say, and why. */
export function Answer({ answer }: { answer: Tried }) {
  const { action, reply, reason, confidence, sources, note, by } = answer;
  return (
    <>
      {reply && (
        <div className={styles.reply}>
          <Marked text={reply} format="markdown" />
        </div>
      )}
      <div className={styles.why} data-action={action}>
        <p>
          <span className={styles.action}>{t(ACTIONS[action])}</span>
          {confidence > 0 && <span> {t("{share} sure", { share: percent(confidence) })}</span>}
          {by === "bedrock" && <span> · {t("phrased by Amazon Bedrock")}</span>}
        </p>
        <p>{reason}</p>
        {note && (
          <details className={styles.sources}>
            <summary>{t("Note for the team")}</summary>
            <div className={styles.note}>
              <Marked text={note} />
            </div>
          </details>
        )}
        <Sources sources={sources} />
      </div>
    </>
  );
}
