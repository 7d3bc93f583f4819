/** How the AI agent does: how much it takes off people's hands, and what it could not answer. */
import type { AiReport } from "@switchboard/protocol";
import { ChartColumn, PencilLine } from "lucide-react";
import { useState } from "react";
import { Link } from "wouter";
import { knowledgePath } from "../../../app/routes";
import { t, tn } from "../../../i18n/t";
import { EmptyState } from "../../../ui/EmptyState";
import { useLoaded } from "../../channels/useLoaded";
import { Waiting } from "../../channels/Waiting";
import { Segmented } from "../parts/Segmented";
import { useAiApi } from "../useAiApi";
import { Chart } from "./Chart";
import { everyDay, numberText, PERIODS, type Period, periodOf, reasonsOf, share } from "./figures";
import styles from "./report.module.css";

const percentText = (part: number | null) =>
  part === null ? "–" : t("{percent} %", { percent: part });

function Figure({ name, value, fact }: { name: string; value: string; fact: string }) {
  return (
    <div className={styles.figureTile}>
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong>
        <span>{fact}</span>
      </dd>
    </div>
  );
}

function Figures({ report }: { report: AiReport }) {
  const { conversations, answered, resolved, handed_over, csat } = report;
  const average = csat?.average ?? null;
  const of = (part: number) =>
    tn(conversations, "{part} of {count} conversation", "{part} of {count} conversations", {
      part: numberText(part),
    });
  return (
    <dl className={styles.figures}>
      <Figure
        name={t("Answered|share of conversations")}
        value={percentText(share(answered, conversations))}
        fact={of(answered)}
      />
      <Figure
        name={t("Resolved without a person")}
        value={percentText(share(resolved, conversations))}
        fact={of(resolved)}
      />
      <Figure
        name={t("Handed over")}
        value={percentText(share(handed_over.total, conversations))}
        fact={of(handed_over.total)}
      />
      <Figure
        name={t("Customers' rating")}
        value={average === null ? t("Not yet") : numberText(average, 1)}
        fact={
          csat === null || average === null
            ? t("Nobody was asked so far")
            : tn(csat.count, "of 5, from {count} rating", "of 5, from {count} ratings")
        }
      />
    </dl>
  );
}

function Reasons({ report }: { report: AiReport }) {
  const reasons = reasonsOf(report);
  return (
    <section className={styles.block} aria-label={t("Why it handed over")}>
      <h2>{t("Why it handed over")}</h2>
      {reasons.length === 0 && <p className={styles.none}>{t("It did not have to.")}</p>}
      <ul>
        {reasons.map(({ id, name, count, percent }) => (
          <li key={id} className={styles.reason}>
            <span>{name}</span>
            <span className={styles.bar} aria-hidden="true">
              <span style={{ width: `${percent}%` }} />
            </span>
            <span className={styles.count}>{numberText(count)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Unanswered({ report }: { report: AiReport }) {
  return (
    <section className={styles.block} aria-label={t("What it could not answer")}>
      <h2>{t("What it could not answer")}</h2>
      {report.top_unanswered.length === 0 && (
        <p className={styles.none}>{t("Nothing: every question found its answer.")}</p>
      )}
      <ul>
        {report.top_unanswered.map(({ question, count, conversation_id }) => (
          <li key={question} className={styles.question}>
            <span className={styles.words}>
              <span dir="auto">{question}</span>
              <span className={styles.fact}>
                {tn(count, "Once", "{count} times")}
                {conversation_id && (
                  <>
                    {" · "}
                    <Link href={`/conversations/${conversation_id}`}>
                      {t("See the conversation")}
                    </Link>
                  </>
                )}
              </span>
            </span>
            <Link
              href={knowledgePath("articles", "new", { title: question })}
              className={styles.write}
            >
              <PencilLine aria-hidden="true" />
              {t("Write an article")}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

type ShownProps = { report: AiReport; from: string; to: string };

function Shown({ report, from, to }: ShownProps) {
  if (report.conversations === 0) {
    return (
      <EmptyState
        icon={<ChartColumn />}
        title={t("Nothing to report in this time")}
        text={t("As soon as the AI agent answers customers, what became of it shows here.")}
      />
    );
  }
  return (
    <>
      <Figures report={report} />
      <Chart days={everyDay(report.days, from, to)} />
      <div className={styles.blocks}>
        <Reasons report={report} />
        <Unanswered report={report} />
      </div>
    </>
  );
}

export function Report() {
  const api = useAiApi();
  const [period, setPeriod] = useState<Period>("30");
  const [now] = useState(Date.now);
  const { from, to } = periodOf(period, now);
  const { value, error, reload } = useLoaded(period, () => api.report(from, to));
  return (
    <div className={styles.report}>
      <Segmented
        label={t("Time|period")}
        hideLabel
        options={PERIODS.map((id) => ({ id, name: tn(Number(id), "{count} day", "{count} days") }))}
        value={period}
        set={(next) => setPeriod(next)}
      />
      {value ? (
        <Shown report={value} from={from} to={to} />
      ) : (
        <Waiting error={error} retry={reload} />
      )}
    </div>
  );
}
