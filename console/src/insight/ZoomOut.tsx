/** A conversation, or all of a customer's, from afar: what it is about, and how they feel (INS-04,
 * INS-05). */
import type { ContactInsights, Insights, Sentiment } from "@switchboard/protocol";
import { ChartNoAxesCombined, CircleAlert, Frown, Meh, Smile, X } from "lucide-react";
import { useMemo, useState } from "react";
import { createInsightApi } from "../api/insight-api";
import { useAsk, useDesk } from "../app/context";
import { listPath, usePlace } from "../app/routes";
import type { PickerProps } from "../commands/Dialogs";
import { useFetched } from "../details/useFetched";
import { t, tn } from "../i18n/t";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { Modal } from "../ui/Modal";
import { Languages } from "./Languages";
import { About, Talks, Turns } from "./Lists";
import { MoodLine } from "./MoodLine";
import { reservation, summary, toneOfLabel, turnsOf } from "./mood";
import { Tables } from "./Tables";
import { Topics } from "./Topics";
import { useSaid } from "./useSaid";
import styles from "./ZoomOut.module.css";

type Scope = "conversation" | "contact";

const FACES = { good: Smile, bad: Frown, even: Meh };

function Face({ sentiment }: { sentiment: Sentiment }) {
  const words = summary(sentiment);
  if (!words) return null;
  const tone = toneOfLabel(sentiment.label ?? "neutral");
  const Icon = FACES[tone];
  return (
    <p className={styles.face} data-tone={tone}>
      <Icon aria-hidden="true" /> {words}
    </p>
  );
}

type PictureProps = {
  id: string;
  insights: Insights | ContactInsights;
  /** To the message with this `seq`. */
  jump: (seq: number) => void;
  close: () => void;
};

function Picture({ id, insights, jump, close }: PictureProps) {
  const [chosen, choose] = useState<string | null>(null);
  const { topics, sentiment, languages, messages } = insights;
  const talks = "conversations" in insights ? insights.conversations : null;
  const turns = useMemo(() => turnsOf(sentiment.trend), [sentiment.trend]);
  const topic = topics.find((each) => each.name === chosen);
  const wanted = talks
    ? []
    : [...topics.flatMap((each) => each.message_ids), ...turns.map((each) => each.message_id)];
  const said = useSaid(id, wanted);
  const unread = reservation(insights);

  function lead(messageId: string) {
    const found = said.get(messageId);
    if (found) jump(found.seq);
  }

  if (messages === 0 || (topics.length === 0 && sentiment.trend.length === 0)) {
    return (
      <EmptyState
        icon={<ChartNoAxesCombined />}
        title={t("Too little was said")}
        text={t("Topics and mood appear once the customer has written a few sentences.")}
      />
    );
  }
  return (
    <div className={styles.picture}>
      <section className={styles.part} aria-labelledby="zoom-topics">
        <h3 id="zoom-topics">
          {t("Topics")}
          <span className={styles.fact}>
            {tn(
              messages,
              "from {count} message; larger means more, colour is the mood",
              "from {count} messages; larger means more, colour is the mood",
            )}
          </span>
        </h3>
        <Topics topics={topics} trend={sentiment.trend} chosen={chosen} choose={choose} />
      </section>
      <section className={styles.part} aria-labelledby="zoom-mood">
        <h3 id="zoom-mood">{t("Mood")}</h3>
        <Face sentiment={sentiment} />
        {sentiment.trend.length > 1 && (
          <MoodLine
            trend={sentiment.trend}
            turns={turns}
            textOf={(messageId) => said.get(messageId)?.text}
            {...(talks ? {} : { jump: lead })}
          />
        )}
        {unread && (
          <p className={styles.note} role="note">
            {unread}
          </p>
        )}
      </section>
      <section className={styles.part} aria-live="polite">
        {talks ? (
          <>
            <h3>
              {topic ? t("Conversations about {topic}", { topic: topic.name }) : t("Conversations")}
            </h3>
            <Talks
              talks={topic ? talks.filter((talk) => talk.topic === topic.name) : talks}
              close={close}
            />
          </>
        ) : topic ? (
          <>
            <h3 dir="auto">{topic.name}</h3>
            <About ids={topic.message_ids} said={said} trend={sentiment.trend} jump={lead} />
          </>
        ) : turns.length > 0 ? (
          <>
            <h3>{t("What moved the mood")}</h3>
            <Turns turns={turns} said={said} jump={lead} />
          </>
        ) : (
          <p className={styles.fact}>{t("Choose a topic to see what was said about it.")}</p>
        )}
      </section>
      <section className={styles.part} aria-labelledby="zoom-languages">
        <h3 id="zoom-languages">{t("Languages")}</h3>
        <Languages languages={languages} />
        <Tables insights={insights} />
      </section>
    </div>
  );
}

export default function ZoomOut({ ids, close }: PickerProps) {
  const [id = ""] = ids;
  const row = useDesk((desk) => desk.rows[id]);
  const { place, go } = usePlace();
  const ask = useAsk();
  const api = useMemo(() => createInsightApi(ask), [ask]);
  const [scope, setScope] = useState<Scope>("conversation");
  const [attempt, setAttempt] = useState(0);
  const contactId = row?.contact.id ?? "";
  const { value, error } = useFetched<Insights | ContactInsights>(
    `${scope}:${id}:${attempt}`,
    () => (scope === "contact" ? api.contactInsights(contactId) : api.insights(id)),
  );
  // What the other scope showed goes at once.
  const shown = value && "conversations" in value === (scope === "contact") ? value : null;
  if (!row) return null;

  const scopes: [Scope, string][] = [
    ["conversation", t("This conversation")],
    ["contact", t("All of {name}’s", { name: row.contact.name })],
  ];
  return (
    <Modal
      label={t("Zoom out of {name}’s conversation", { name: row.contact.name })}
      close={close}
      size="page"
    >
      <div className={styles.zoom} data-testid="zoom-out-view">
        <header className={styles.header}>
          <h2>{t("Zoom out")}</h2>
          <div className={styles.scopes} role="radiogroup" aria-label={t("What to look at")}>
            {scopes.map(([each, name]) => (
              <label key={each} className={styles.scope} title={name}>
                <input
                  type="radio"
                  name="zoom-scope"
                  checked={scope === each}
                  data-testid={`zoom-${each}`}
                  onChange={() => setScope(each)}
                />
                <span dir="auto">{name}</span>
              </label>
            ))}
          </div>
          <Button tone="ghost" aria-label={t("Close")} icon={<X />} onClick={close} />
        </header>
        <div className={styles.scroller}>
          {error && !shown && (
            <EmptyState icon={<CircleAlert />} title={t("This did not load")} text={error}>
              <Button onClick={() => setAttempt(attempt + 1)}>{t("Try again")}</Button>
            </EmptyState>
          )}
          {!error && !shown && (
            <div
              className={styles.skeleton}
              role="status"
              aria-label={t("Looking at the messages")}
            >
              <i />
              <i />
            </div>
          )}
          {shown && (
            <Picture
              key={scope}
              id={id}
              insights={shown}
              close={close}
              jump={(seq) => {
                close();
                go(listPath(place, id, seq));
              }}
            />
          )}
        </div>
      </div>
    </Modal>
  );
}
