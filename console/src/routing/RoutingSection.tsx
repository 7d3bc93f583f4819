/** Why somebody has a conversation, or why nobody has: what rules decided, and what was offered. */
import type { Routing } from "@switchboard/protocol";
import { ArrowRightLeft, ChevronRight, LogOut, UserPlus } from "lucide-react";
import { useEffect, useState } from "react";
import type { Conversation } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { anchorOf } from "../commands/dialogs";
import { inviteRefusal, leaveRefusal, transferRefusal } from "../commands/permissions";
import { useFetched } from "../details/useFetched";
import { t, tn } from "../i18n/t";
import { tx } from "../i18n/tx";
import { isMine } from "../state/lists";
import { namesOf } from "../text/people";
import { spanText } from "../text/time";
import { RelativeTime, useNow } from "../ui/RelativeTime";
import styles from "./RoutingSection.module.css";
import { SlaChip } from "./SlaChip";
import { decidedWords, passedWords } from "./words";

type Decided = Routing["decisions"][number];

function Passed({ decided }: { decided: Decided }) {
  const users = useDesk((desk) => desk.users);
  const lines = passedWords(decided.decision?.passed_over ?? [], users);
  if (lines.length === 0) return null;
  return (
    <details className={styles.passed}>
      <summary>{t("Who was passed over")}</summary>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}

function placeWords(position: number | null, team: string | undefined): string {
  if (position === null) {
    return team
      ? t("Beyond the first 100 in {team}", { team })
      : t("Beyond the first 100 in the queue");
  }
  return team
    ? t("Number {position} in {team}", { position, team })
    : t("Number {position} in the queue", { position });
}

function Wait({ waiting }: { waiting: NonNullable<Routing["waiting"]> }) {
  const team = useDesk(({ me }) => me?.teams.find(({ id }) => id === waiting.team_id)?.name);
  const now = useNow();
  const { position, since, why } = waiting;
  const place = <strong>{placeWords(position, team)}</strong>;
  const span = spanText(Math.max(0, now - Date.parse(since)));
  return (
    <p className={styles.wait}>
      {tx("{place} for {span}.", { place, span })} {why}
    </p>
  );
}

function Story({ row }: { row: Conversation }) {
  const { api, loadPeople } = useActions();
  const meId = useDesk((desk) => desk.me?.id ?? "");
  const unknown = useDesk((desk) => desk.users.length === 0);
  const { value, error } = useFetched(`${row.id}:${row.version}`, () => api.routing(row.id));
  useEffect(() => {
    if (unknown) loadPeople();
  }, [unknown, loadPeople]);
  if (error) return <p className={styles.failure}>{error}</p>;
  if (!value) return <p className={styles.quiet}>{t("Looking it up…")}</p>;
  const { waiting, decisions } = value;
  return (
    <>
      {waiting && <Wait waiting={waiting} />}
      {decisions.length === 0 && !waiting && (
        <p className={styles.quiet}>{t("No rule has had a part in this.")}</p>
      )}
      <ol className={styles.story}>
        {decisions.map((each) => (
          <li key={`${each.at}${each.kind}`} data-kind={each.kind}>
            <p className={styles.what}>
              <span>{decidedWords(each, meId)}</span>
              <RelativeTime iso={each.at} className={styles.time} />
            </p>
            {each.decision && <p className={styles.why}>{each.decision.reason}</p>}
            <Passed decided={each} />
          </li>
        ))}
      </ol>
    </>
  );
}

function question(row: Conversation, meId: string): string {
  if (row.assignees.length === 0) return t("Why does nobody have this?");
  if (row.assignees.length === 1 && isMine(row, meId)) return t("Why did I get this?");
  const names = namesOf(row.assignees, meId, t("you|who"));
  return tn(row.assignees.length, "Why does {names} have this?", "Why do {names} have this?", {
    names,
  });
}

/** What is promised, handing on, and how it found its agents; the last is asked for when opened. */
export default function RoutingSection({ row }: { row: Conversation }) {
  const desk = useActions();
  const me = useDesk((state) => state.me);
  const [open, setOpen] = useState(false);
  if (!me) return null;
  const ids = [row.id];
  const shared = leaveRefusal(row, me) === null && row.status === "open";
  return (
    <section className={styles.section} aria-label={t("Routing")}>
      <h2 className={styles.heading}>
        {t("Routing")}
        {row.sla && row.status === "open" && <SlaChip sla={row.sla} paused />}
      </h2>
      {row.status === "open" && (
        <div className={styles.tools}>
          {!transferRefusal(row, me) && (
            <button
              type="button"
              onClick={(event) => desk.show({ kind: "transfer", ids, anchor: anchorOf(event) })}
            >
              <ArrowRightLeft aria-hidden="true" /> {t("Transfer")}
            </button>
          )}
          {!inviteRefusal(row, me) && (
            <button
              type="button"
              onClick={(event) => desk.show({ kind: "invite", ids, anchor: anchorOf(event) })}
            >
              <UserPlus aria-hidden="true" />
              {row.invitations.length > 0
                ? tn(row.invitations.length, "{count} invited", "{count} invited")
                : t("Invite")}
            </button>
          )}
          {shared && (
            <button type="button" onClick={() => desk.leave(row.id)}>
              <LogOut aria-hidden="true" /> {t("Leave")}
            </button>
          )}
        </div>
      )}
      <button
        type="button"
        className={styles.question}
        aria-expanded={open}
        data-testid="routing-why"
        onClick={() => setOpen(!open)}
      >
        <ChevronRight aria-hidden="true" /> {question(row, me.id)}
      </button>
      {open && <Story row={row} />}
    </section>
  );
}
