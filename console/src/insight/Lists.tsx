import type { ConversationInsight, Moment } from "@switchboard/protocol";
import { ArrowDownRight, ArrowUpRight } from "lucide-react";
import { Link } from "wouter";
import { t } from "../i18n/t";
import { ChannelIcon, channelName } from "../ui/channels";
import { RelativeTime } from "../ui/RelativeTime";
import styles from "./Lists.module.css";
import { TONE_WORDS, type Turn, toneOf } from "./mood";
import type { Said } from "./useSaid";

function Mood({ score }: { score: number | null }) {
  if (score === null) return null;
  const tone = toneOf(score);
  return (
    <span className={styles.mood} data-tone={tone}>
      {t(TONE_WORDS[tone])}
    </span>
  );
}

type TurnsProps = {
  turns: readonly Turn[];
  said: ReadonlyMap<string, Said>;
  jump: (messageId: string) => void;
};

/** The messages that moved the mood, by the numbers that they have in the line. */
export function Turns({ turns, said, jump }: TurnsProps) {
  return (
    <ol className={styles.list}>
      {turns.map(({ message_id, change, at }, index) => (
        <li key={message_id}>
          <button type="button" className={styles.item} onClick={() => jump(message_id)}>
            <span
              className={styles.number}
              data-tone={change > 0 ? "good" : "bad"}
              aria-hidden="true"
            >
              {index + 1}
            </span>
            <span className={styles.words}>
              <span className={styles.text} dir="auto">
                {said.get(message_id)?.text || t("A message")}
              </span>
              <span className={styles.fact}>
                {change > 0 ? (
                  <ArrowUpRight aria-hidden="true" />
                ) : (
                  <ArrowDownRight aria-hidden="true" />
                )}
                {change > 0 ? t("Lifted the mood") : t("Pulled the mood down")} ·{" "}
                <RelativeTime iso={at} />
              </span>
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

type AboutProps = {
  ids: readonly string[];
  said: ReadonlyMap<string, Said>;
  trend: readonly Moment[];
  jump: (messageId: string) => void;
};

/** What the customer said about a topic. */
export function About({ ids, said, trend, jump }: AboutProps) {
  const scores = new Map(trend.map(({ message_id, score }) => [message_id, score]));
  const found = ids.flatMap((id) => said.get(id) ?? []).sort((a, b) => a.seq - b.seq);
  if (found.length === 0)
    return <p className={styles.none}>{t("These messages are further back.")}</p>;
  return (
    <ul className={styles.list}>
      {found.map(({ id, text, at }) => (
        <li key={id}>
          <button
            type="button"
            className={styles.item}
            data-testid="topic-message"
            onClick={() => jump(id)}
          >
            <span className={styles.words}>
              <span className={styles.text} dir="auto">
                {text || t("Attachment")}
              </span>
              <span className={styles.fact}>
                <RelativeTime iso={at} /> <Mood score={scores.get(id) ?? null} />
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The customer's conversations: where each was held, about what, and how it felt. */
export function Talks({
  talks,
  close,
}: {
  talks: readonly ConversationInsight[];
  close: () => void;
}) {
  if (talks.length === 0)
    return <p className={styles.none}>{t("In no conversation the main topic.")}</p>;
  return (
    <ul className={styles.list}>
      {talks.map(({ id, number, channel, at, topic, score }) => (
        <li key={id}>
          <Link href={`/conversations/${id}`} className={styles.item} onClick={close}>
            <span className={styles.sign} title={channelName(channel)}>
              <ChannelIcon kind={channel} />
            </span>
            <span className={styles.words}>
              <span className={styles.text} dir="auto">
                {topic ?? t("No topic")}
              </span>
              <span className={styles.fact}>
                #{number} · {channelName(channel)} · <RelativeTime iso={at} />{" "}
                <Mood score={score} />
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
