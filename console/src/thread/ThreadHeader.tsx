import type { Conversation, Me } from "@switchboard/protocol";
import { ArrowLeft, Check, Hand, RotateCcw } from "lucide-react";
import { Link } from "wouter";
import { useActions } from "../app/context";
import { pathOf, usePlace } from "../app/routes";
import { closeRefusal, takeRefusal } from "../commands/commands";
import { capital, namesOf } from "../text/people";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { ChannelIcon, channelName } from "../ui/channels";
import styles from "./ThreadHeader.module.css";

function Assignees({ row, me }: { row: Conversation; me: Me }) {
  if (row.assignees.length === 0) return <span className={styles.unassigned}>Unassigned</span>;
  const names = capital(namesOf(row.assignees, me.id));
  return (
    <span className={styles.assignees} title={`Assigned to ${names}`}>
      {row.assignees.slice(0, 3).map((person) => (
        <Avatar key={person.id} person={person} size={16} />
      ))}
      <span className={styles.names}>{names}</span>
    </span>
  );
}

export function ThreadHeader({ row, me }: { row: Conversation; me: Me }) {
  const desk = useActions();
  const { place } = usePlace();
  const cannotTake = takeRefusal(row, me);
  const cannotClose = closeRefusal(row, me);
  const open = row.status === "open";
  return (
    <header className={styles.header}>
      <Link
        href={pathOf(place.inbox, place.filter)}
        className={styles.back}
        aria-label="Back to the list"
      >
        <ArrowLeft aria-hidden="true" />
      </Link>
      <Avatar person={row.contact} size={32} />
      <div className={styles.who}>
        <h2 className={styles.name} dir="auto">
          {row.contact.name}
        </h2>
        <p className={styles.facts}>
          <span className={styles.channel} title={row.channel.name}>
            <ChannelIcon kind={row.channel.kind} /> {channelName(row.channel.kind)}
          </span>
          <span className={styles.status} data-status={row.status}>
            {open ? "Open" : "Closed"}
          </span>
          <Assignees row={row} me={me} />
        </p>
      </div>
      {open && !row.assignees.some((person) => person.id === me.id) && (
        <Button
          className={styles.action}
          aria-label="Take"
          icon={<Hand />}
          hint="Take this conversation"
          shortcut="a"
          refusal={cannotTake}
          data-testid="take"
          onClick={() => !cannotTake && desk.take(row.id)}
        >
          <span className={styles.word}>Take</span>
        </Button>
      )}
      {open ? (
        <Button
          className={styles.action}
          aria-label="Close"
          icon={<Check />}
          hint="Close this conversation"
          shortcut="e"
          refusal={cannotClose}
          data-testid="close"
          onClick={() => !cannotClose && desk.close(row.id)}
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
          onClick={() => desk.reopen(row.id)}
        >
          <span className={styles.word}>Reopen</span>
        </Button>
      )}
    </header>
  );
}
