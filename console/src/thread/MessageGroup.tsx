import type { ActorKind, Person } from "@switchboard/protocol";
import { Bot, LockKeyhole } from "lucide-react";
import type { ReactNode } from "react";
import { absoluteTime, clockTime } from "../text/time";
import { Avatar } from "../ui/Avatar";
import { Linked } from "../ui/Linked";
import { DeliveryState } from "./DeliveryState";
import type { Group, Written } from "./items";
import styles from "./MessageGroup.module.css";

const KINDS: Partial<Record<ActorKind, string>> = {
  ai_agent: "AI agent",
  auto_responder: "Auto-reply",
  system: "Automatic",
};

function Message({ entry, quiet }: { entry: Written; quiet: boolean }) {
  return (
    <article
      className={styles.message}
      data-testid="message"
      data-message-id={entry.id}
      data-author={entry.actor.kind}
      data-type={entry.type}
    >
      <p className={styles.bubble} dir="auto" title={absoluteTime(entry.occurred_at)}>
        <Linked text={entry.data.text} />
      </p>
      {entry.type === "message.sent" && (
        <DeliveryState
          conversationId={entry.conversation_id}
          messageId={entry.id}
          delivery={entry.data.delivery}
          quiet={quiet}
        />
      )}
    </article>
  );
}

/** The last of a group speaks for those before it that fared the same. */
function isQuiet(entry: Written, last: Written | undefined): boolean {
  if (entry === last || entry.type !== "message.sent" || last?.type !== "message.sent")
    return false;
  const { status } = entry.data.delivery;
  return status !== "failed" && status === last.data.delivery.status;
}

export function GroupFrame({ look, children }: { look: Group["look"]; children: ReactNode }) {
  return (
    <div className={styles.group} data-look={look}>
      {children}
    </div>
  );
}

export function MessageGroup({
  group,
  contact,
  meId,
}: {
  group: Group;
  contact: Person;
  meId: string;
}) {
  const { look, actor, entries } = group;
  const person = { id: actor.id ?? actor.kind, name: actor.name ?? contact.name };
  const name = actor.id === meId ? "You" : person.name;
  const kind = KINDS[actor.kind];
  const last = entries.at(-1);
  return (
    <GroupFrame look={look}>
      <div className={styles.side}>
        <Avatar person={look === "customer" ? contact : person} size={28} />
      </div>
      <div className={styles.entries}>
        <p className={styles.head}>
          {look === "note" && <LockKeyhole aria-hidden="true" />}
          {kind && <Bot aria-hidden="true" />}
          <span className={styles.author} dir="auto">
            {look === "customer" ? contact.name : name}
          </span>
          {kind && <span className={styles.kind}>{kind}</span>}
          {look === "note" && <span>Note</span>}
          <time dateTime={entries[0]?.occurred_at}>{clockTime(entries[0]?.occurred_at ?? "")}</time>
        </p>
        {entries.map((entry) => (
          <Message key={entry.id} entry={entry} quiet={isQuiet(entry, last)} />
        ))}
      </div>
    </GroupFrame>
  );
}
