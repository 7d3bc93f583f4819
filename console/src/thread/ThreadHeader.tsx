import type { Person } from "@switchboard/protocol";
import {
  ArrowLeft,
  ChartNoAxesCombined,
  Check,
  ChevronDown,
  Clock,
  Ellipsis,
  Flag,
  Hand,
  Lock,
  PanelRight,
  RotateCcw,
  Star,
  UserPlus,
} from "lucide-react";
import { Link } from "wouter";
import type { Conversation, Me } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { usePlace } from "../app/routes";
import { anchorOf } from "../commands/dialogs";
import { closeRefusal, isWithAi, takeRefusal } from "../commands/permissions";
import { list, t, tn } from "../i18n/t";
import { SlaChip } from "../routing/SlaChip";
import { isMine } from "../state/lists";
import { askedOf } from "../state/routing";
import { capital, namesOf } from "../text/people";
import { laterTime } from "../text/time";
import { Avatar, Avatars } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { ChannelIcon, channelName } from "../ui/channels";
import styles from "./ThreadHeader.module.css";

const NOBODY: Person[] = [];

function Assignees({ row, me }: { row: Conversation; me: Me }) {
  const desk = useActions();
  const ai = isWithAi(row);
  const { assignees } = row;
  const some = assignees.length > 0;
  const to = namesOf(assignees, me.id);
  return (
    <button
      type="button"
      className={styles.assignees}
      data-ai={ai}
      data-testid="assignees"
      title={some ? t("Assigned to {names}", { names: to }) : t("Assign")}
      aria-haspopup="dialog"
      onClick={(event) => desk.show({ kind: "assign", ids: [row.id], anchor: anchorOf(event) })}
    >
      {assignees.slice(0, 3).map((person) => (
        <Avatar key={person.id} person={person} size={16} />
      ))}
      <span className={styles.names}>
        {ai && <span className={styles.by}>{t("Handled by|a label before the name")} </span>}
        {some ? capital(namesOf(assignees, me.id, t("you|who"))) : t("Unassigned")}
      </span>
      <ChevronDown aria-hidden="true" />
    </button>
  );
}

function Status({ row }: { row: Conversation }) {
  const { snooze, status } = row;
  if (snooze && status === "open") {
    return (
      <span className={styles.status} data-status="snoozed">
        {snooze.until
          ? t("Snoozed until {time}", { time: laterTime(snooze.until) })
          : t("Snoozed until a reply")}
      </span>
    );
  }
  return (
    <span className={styles.status} data-status={status}>
      {status === "open" ? t("Open|state") : t("Closed|state")}
    </span>
  );
}

/** Who was asked to join, and leads to taking that back. */
function Invited({ row }: { row: Conversation }) {
  const desk = useActions();
  if (row.invitations.length === 0 || row.status !== "open") return null;
  const names = list(row.invitations.map(({ to }) => to.name));
  return (
    <button
      type="button"
      className={styles.invited}
      title={t("Invited: {names}", { names })}
      onClick={(event) => desk.show({ kind: "invite", ids: [row.id], anchor: anchorOf(event) })}
    >
      <UserPlus aria-hidden="true" /> {t("{names} invited", { names })}
    </button>
  );
}

/** Of a restricted conversation. */
function onlyWho(people: readonly Person[], meId: string): string {
  if (people.every(({ id }) => id === meId)) return t("Only you may see this");
  return tn(people.length, "Only {names} may see this", "Only {names} may see this", {
    names: namesOf(people, meId, t("you|who")),
  });
}

function Facts({ row, me }: { row: Conversation; me: Me }) {
  return (
    <div className={styles.facts}>
      {/* First what can be pressed: where room is short, the rest is left out. */}
      <Assignees row={row} me={me} />
      {row.sla && row.status === "open" && <SlaChip sla={row.sla} paused />}
      <Status row={row} />
      <Invited row={row} />
      <span className={styles.channel} title={row.channel.name}>
        <ChannelIcon kind={row.channel.kind} /> {channelName(row.channel.kind)}
      </span>
      {row.visible_to && (
        <span className={styles.restricted} title={onlyWho(row.visible_to, me.id)}>
          <Lock aria-hidden="true" /> {t("Restricted")}
        </span>
      )}
    </div>
  );
}

/** Taking and closing: what moves a conversation on. */
function Moves({ row, me }: { row: Conversation; me: Me }) {
  const desk = useActions();
  const cannotTake = takeRefusal(row, me);
  const take = isWithAi(row)
    ? { name: t("Take over"), hint: t("Take over this conversation") }
    : { name: t("Take"), hint: t("Take this conversation") };
  const cannotClose = closeRefusal(row, me);
  const open = row.status === "open";
  const invitation = useDesk(askedOf).find(
    (each) => each.kind === "invitation" && each.row.id === row.id,
  );
  return (
    <>
      {invitation && (
        <Button
          tone="primary"
          className={styles.action}
          aria-label={t("Join")}
          icon={<UserPlus />}
          hint={t("Join those who have this conversation")}
          data-testid="join"
          onClick={() => desk.accept(invitation)}
        >
          <span className={styles.word}>{t("Join")}</span>
        </Button>
      )}
      {open && !isMine(row, me.id) && !invitation && (
        <Button
          className={styles.action}
          aria-label={take.name}
          icon={<Hand />}
          hint={take.hint}
          shortcut="t"
          refusal={cannotTake}
          data-testid="take"
          onClick={() => !cannotTake && desk.take(row.id)}
        >
          <span className={styles.word}>{take.name}</span>
        </Button>
      )}
      {open ? (
        <Button
          className={styles.action}
          aria-label={t("Close")}
          icon={<Check />}
          // Taking it over is the more likely one of the two.
          data-beside={isWithAi(row)}
          hint={t("Close this conversation")}
          shortcut="e"
          refusal={cannotClose}
          data-testid="close"
          onClick={() => !cannotClose && desk.end([row.id])}
        >
          <span className={styles.word}>{t("Close")}</span>
        </Button>
      ) : (
        <Button
          className={styles.action}
          aria-label={t("Reopen")}
          icon={<RotateCcw />}
          hint={t("Reopen this conversation")}
          shortcut="e"
          data-testid="reopen"
          onClick={() => desk.reopen([row.id])}
        >
          <span className={styles.word}>{t("Reopen")}</span>
        </Button>
      )}
    </>
  );
}

export function ThreadHeader({ row, me }: { row: Conversation; me: Me }) {
  const desk = useActions();
  const { place } = usePlace();
  const viewers = useDesk((state) => state.viewers[row.id]) ?? NOBODY;
  const detailsOpen = useDesk((state) => state.layout.detailsOpen);
  const ids = [row.id];
  return (
    <header className={styles.header}>
      <Link href={place.back} className={styles.back} aria-label={t("Back to the list")}>
        <ArrowLeft aria-hidden="true" />
      </Link>
      <Avatar person={row.contact} size={32} />
      <div className={styles.who}>
        <h1 className={styles.name} dir="auto" title={row.contact.name}>
          {row.contact.name}
          {row.important && (
            <span className={styles.important} title={t("Important")}>
              <Flag aria-hidden="true" />
              <span className="visually-hidden">{t("Important")}</span>
            </span>
          )}
          {row.topic && <span className={styles.topic}> · {row.topic}</span>}
        </h1>
        <Facts row={row} me={me} />
      </div>
      <Avatars
        people={viewers}
        size={22}
        told={(names) => t("Also looking at this: {names}", { names })}
      />
      <span className={styles.minor}>
        <Button
          tone="ghost"
          aria-label={t("Zoom out")}
          icon={<ChartNoAxesCombined />}
          hint={t("Zoom out: topics and mood")}
          shortcut="o"
          data-testid="zoom-out"
          onClick={() => desk.show({ kind: "zoom-out", ids })}
        />
        <Button
          tone="ghost"
          className={styles.star}
          aria-label={row.starred ? t("Remove the star") : t("Star")}
          aria-pressed={row.starred ?? false}
          icon={<Star />}
          hint={row.starred ? t("Remove the star") : t("Star")}
          shortcut="s"
          onClick={() => desk.star(row.id, !row.starred)}
        />
        {row.status === "open" && (
          <Button
            tone="ghost"
            className={styles.snooze}
            aria-label={t("Snooze")}
            icon={<Clock />}
            hint={t("Snooze")}
            shortcut="z"
            onClick={(event) => desk.show({ kind: "snooze", ids, anchor: anchorOf(event) })}
          />
        )}
      </span>
      <Button
        tone="ghost"
        className={styles.tool}
        aria-label={t("More actions")}
        icon={<Ellipsis />}
        hint={t("More actions")}
        onClick={(event) => desk.show({ kind: "actions", ids, anchor: anchorOf(event) })}
      />
      <Moves row={row} me={me} />
      <Button
        tone="ghost"
        className={styles.tool}
        aria-label={t("Details")}
        aria-expanded={detailsOpen}
        icon={<PanelRight />}
        hint={detailsOpen ? t("Hide the details") : t("Show the details")}
        data-testid="details-toggle"
        onClick={desk.toggleDetails}
      />
    </header>
  );
}
