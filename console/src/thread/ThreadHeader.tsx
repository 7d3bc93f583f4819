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
  const names = row.assignees.length > 0 ? capital(namesOf(row.assignees, me.id)) : "Unassigned";
  return (
    <button
      type="button"
      className={styles.assignees}
      data-ai={ai}
      data-testid="assignees"
      title={row.assignees.length > 0 ? `Assigned to ${names}` : "Assign"}
      aria-haspopup="dialog"
      onClick={(event) => desk.show({ kind: "assign", ids: [row.id], anchor: anchorOf(event) })}
    >
      {row.assignees.slice(0, 3).map((person) => (
        <Avatar key={person.id} person={person} size={16} />
      ))}
      <span className={styles.names}>
        {ai && <span className={styles.by}>Handled by </span>}
        {names}
      </span>
      <ChevronDown aria-hidden="true" />
    </button>
  );
}

function Status({ row }: { row: Conversation }) {
  const { snooze, status } = row;
  if (snooze && status === "open") {
    const until = snooze.until ? laterTime(snooze.until) : "a reply";
    return (
      <span className={styles.status} data-status="snoozed">
        Snoozed until {until}
      </span>
    );
  }
  return (
    <span className={styles.status} data-status={status}>
      {status === "open" ? "Open" : "Closed"}
    </span>
  );
}

/** Who was asked to join, and leads to taking that back. */
function Invited({ row }: { row: Conversation }) {
  const desk = useActions();
  if (row.invitations.length === 0 || row.status !== "open") return null;
  const names = namesOf(
    row.invitations.map(({ to }) => to),
    "",
  );
  return (
    <button
      type="button"
      className={styles.invited}
      title={`Invited: ${names}`}
      onClick={(event) => desk.show({ kind: "invite", ids: [row.id], anchor: anchorOf(event) })}
    >
      <UserPlus aria-hidden="true" /> {names} invited
    </button>
  );
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
        <span
          className={styles.restricted}
          title={`Only ${namesOf(row.visible_to, me.id)} may see this`}
        >
          <Lock aria-hidden="true" /> Restricted
        </span>
      )}
    </div>
  );
}

/** Taking and closing: what moves a conversation on. */
function Moves({ row, me }: { row: Conversation; me: Me }) {
  const desk = useActions();
  const cannotTake = takeRefusal(row, me);
  const take = isWithAi(row) ? "Take over" : "Take";
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
          aria-label="Join"
          icon={<UserPlus />}
          hint="Join those who have this conversation"
          data-testid="join"
          onClick={() => desk.accept(invitation)}
        >
          <span className={styles.word}>Join</span>
        </Button>
      )}
      {open && !isMine(row, me.id) && !invitation && (
        <Button
          className={styles.action}
          aria-label={take}
          icon={<Hand />}
          hint={`${take} this conversation`}
          shortcut="t"
          refusal={cannotTake}
          data-testid="take"
          onClick={() => !cannotTake && desk.take(row.id)}
        >
          <span className={styles.word}>{take}</span>
        </Button>
      )}
      {open ? (
        <Button
          className={styles.action}
          aria-label="Close"
          icon={<Check />}
          // Taking it over is the more likely one of the two.
          data-beside={isWithAi(row)}
          hint="Close this conversation"
          shortcut="e"
          refusal={cannotClose}
          data-testid="close"
          onClick={() => !cannotClose && desk.end([row.id])}
        >
          <span className={styles.word}>Close</span>
        </Button>
      ) : (
        <Button
          className={styles.action}
          aria-label="Reopen"
          icon={<RotateCcw />}
          hint="Reopen this conversation"
          shortcut="e"
          data-testid="reopen"
          onClick={() => desk.reopen([row.id])}
        >
          <span className={styles.word}>Reopen</span>
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
      <Link href={place.back} className={styles.back} aria-label="Back to the list">
        <ArrowLeft aria-hidden="true" />
      </Link>
      <Avatar person={row.contact} size={32} />
      <div className={styles.who}>
        <h1 className={styles.name} dir="auto" title={row.contact.name}>
          {row.contact.name}
          {row.important && (
            <span className={styles.important} title="Important">
              <Flag aria-hidden="true" />
              <span className="visually-hidden">Important</span>
            </span>
          )}
          {row.topic && <span className={styles.topic}> · {row.topic}</span>}
        </h1>
        <Facts row={row} me={me} />
      </div>
      <Avatars people={viewers} size={22} what="Also looking at this:" />
      <span className={styles.minor}>
        <Button
          tone="ghost"
          aria-label="Zoom out"
          icon={<ChartNoAxesCombined />}
          hint="Zoom out: topics and mood"
          shortcut="o"
          data-testid="zoom-out"
          onClick={() => desk.show({ kind: "zoom-out", ids })}
        />
        <Button
          tone="ghost"
          className={styles.star}
          aria-label={row.starred ? "Remove the star" : "Star"}
          aria-pressed={row.starred ?? false}
          icon={<Star />}
          hint={row.starred ? "Remove the star" : "Star"}
          shortcut="s"
          onClick={() => desk.star(row.id, !row.starred)}
        />
        {row.status === "open" && (
          <Button
            tone="ghost"
            className={styles.snooze}
            aria-label="Snooze"
            icon={<Clock />}
            hint="Snooze"
            shortcut="z"
            onClick={(event) => desk.show({ kind: "snooze", ids, anchor: anchorOf(event) })}
          />
        )}
      </span>
      <Button
        tone="ghost"
        className={styles.tool}
        aria-label="More actions"
        icon={<Ellipsis />}
        hint="More actions"
        onClick={(event) => desk.show({ kind: "actions", ids, anchor: anchorOf(event) })}
      />
      <Moves row={row} me={me} />
      <Button
        tone="ghost"
        className={styles.tool}
        aria-label="Details"
        aria-expanded={detailsOpen}
        icon={<PanelRight />}
        hint={detailsOpen ? "Hide the details" : "Show the details"}
        data-testid="details-toggle"
        onClick={desk.toggleDetails}
      />
    </header>
  );
}
