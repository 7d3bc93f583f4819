/** Answers from conversations that may become articles: an admin reads, corrects and decides. */
import type { Proposal } from "@switchboard/protocol";
import { BadgeCheck, Check, X } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { Link } from "wouter";
import { knowledgePath } from "../../app/routes";
import { t } from "../../i18n/t";
import { tx } from "../../i18n/tx";
import { Waiting } from "../../settings/channels/Waiting";
import common from "../../settings/Settings.module.css";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Since } from "../Since";
import styles from "./proposals.module.css";
import { useProposals } from "./useProposals";
import { useQueueKeys } from "./useQueueKeys";

type Queue = ReturnType<typeof useProposals>;

/** The words as they were drafted, to be corrected where they stand. */
function Words({ proposal, queue }: { proposal: Proposal; queue: Queue }) {
  const id = useId();
  const edited = queue.editedOf(proposal);
  return (
    <>
      <label htmlFor={`${id}-question`}>{t("Question")}</label>
      <textarea
        id={`${id}-question`}
        className={styles.question}
        dir="auto"
        rows={1}
        maxLength={200}
        value={edited.question}
        onChange={(event) => queue.edit(proposal.id, { ...edited, question: event.target.value })}
      />
      <label htmlFor={`${id}-answer`}>{t("Answer")}</label>
      <textarea
        id={`${id}-answer`}
        dir="auto"
        rows={3}
        value={edited.answer}
        onChange={(event) => queue.edit(proposal.id, { ...edited, answer: event.target.value })}
      />
    </>
  );
}

function Origin({ proposal }: { proposal: Proposal }) {
  return (
    <p className={styles.origin}>
      {tx("From {conversation}", {
        conversation: (
          <Link href={`/conversations/${proposal.conversation_id}`}>
            {t("conversation {number}", { number: proposal.conversation_number })}
          </Link>
        ),
      })}
      {" · "}
      <Since iso={proposal.created_at} />
    </p>
  );
}

function Chosen({ proposal, queue }: { proposal: Proposal; queue: Queue }) {
  const card = useRef<HTMLLIElement>(null);
  const { question, answer } = queue.editedOf(proposal);
  const incomplete = question.trim() && answer.trim() ? null : t("Both need words");
  const busy = queue.busy === proposal.id;

  useEffect(() => {
    card.current?.scrollIntoView?.({ block: "nearest" });
  }, []);

  return (
    <li ref={card} className={styles.card} data-testid="proposal" aria-current="true">
      <Words proposal={proposal} queue={queue} />
      {!proposal.public && (
        <p className={styles.masked} role="note">
          {t("Something personal was taken out of it. Reword what is missing before you approve.")}
        </p>
      )}
      <div className={styles.foot}>
        <Origin proposal={proposal} />
        <Button
          icon={<X />}
          shortcut="d"
          hint={t("Dismiss")}
          disabled={busy}
          onClick={() => queue.dismiss(proposal)}
        >
          {t("Dismiss")}
        </Button>
        <Button
          tone="primary"
          icon={<Check />}
          shortcut="a"
          hint={t("Publish as an article")}
          disabled={busy}
          refusal={incomplete}
          onClick={() => !incomplete && queue.approve(proposal)}
        >
          {t("Approve")}
        </Button>
      </div>
    </li>
  );
}

function Other({ proposal, queue }: { proposal: Proposal; queue: Queue }) {
  const { question, answer } = queue.editedOf(proposal);
  return (
    <li>
      <button
        type="button"
        className={styles.other}
        data-testid="proposal"
        onClick={() => queue.choose(proposal.id)}
      >
        <span className={styles.asked} dir="auto">
          {question}
        </span>
        <span className={styles.given} dir="auto">
          {answer}
        </span>
      </button>
    </li>
  );
}

function Outcome({ queue }: { queue: Queue }) {
  const { outcome, failure } = queue;
  if (failure) {
    return (
      <p className={common.failure} role="alert">
        {failure}
      </p>
    );
  }
  return (
    <p className={styles.outcome} role="status">
      {outcome && (
        <>
          {t(outcome.text)}{" "}
          {outcome.articleId && (
            <Link href={knowledgePath("articles", outcome.articleId)}>{t("Open the article")}</Link>
          )}
        </>
      )}
    </p>
  );
}

export function ProposalQueue() {
  const queue = useProposals();
  const { items, current, error, reload } = queue;
  useQueueKeys({
    j: () => queue.step(1),
    k: () => queue.step(-1),
    a: () => current && queue.approve(current),
    d: () => current && queue.dismiss(current),
  });
  if (!items) return <Waiting error={error} retry={reload} />;
  if (items.length === 0) {
    return (
      <>
        <Outcome queue={queue} />
        <EmptyState
          icon={<BadgeCheck />}
          title={t("Nothing waits for you")}
          text={t(
            "When a question comes up in several conversations, its best answer is proposed here. Names, addresses and numbers of customers are left out. Nothing is published before you approve it.",
          )}
        />
      </>
    );
  }
  return (
    <div className={styles.queue}>
      <header className={styles.intro}>
        <p className={common.hint}>
          {t(
            "Questions that came up more than once, with the answer that was given. What you approve is published as an article.",
          )}
        </p>
        <p className={styles.keys} aria-hidden="true">
          <kbd>J</kbd>
          <kbd>K</kbd> {t("move|with these keys")} <kbd>A</kbd> {t("approve|with this key")}{" "}
          <kbd>D</kbd> {t("dismiss|with this key")}
        </p>
      </header>
      <Outcome queue={queue} />
      <ul className={styles.cards} aria-label={t("To approve")}>
        {items.map((proposal) =>
          proposal.id === current?.id ? (
            <Chosen key={proposal.id} proposal={proposal} queue={queue} />
          ) : (
            <Other key={proposal.id} proposal={proposal} queue={queue} />
          ),
        )}
      </ul>
    </div>
  );
}
