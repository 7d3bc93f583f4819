import { Check, Eye, Flag, Link2, Lock, Plus } from "lucide-react";
import { type MouseEvent, type ReactNode, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import type { Conversation } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { copyLink } from "../commands/conversation-commands";
import { anchorOf, type PickerKind } from "../commands/dialogs";
import { list, t } from "../i18n/t";
import { capital, namesOf } from "../text/people";
import { Avatar, Avatars } from "../ui/Avatar";
import { ChannelIcon, channelName } from "../ui/channels";
import { LabelDot } from "../ui/LabelDots";
import { momentText } from "../ui/moments";
import { PriorityIcon, priorityName } from "../ui/PriorityIcon";
import styles from "./Properties.module.css";

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.line}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The topic as a field that looks like text; Enter and leaving it save, Escape takes it back. */
function Topic({ row }: { row: Conversation }) {
  const desk = useActions();
  const [text, setText] = useState(row.topic ?? "");
  const [held, setHeld] = useState(row.topic);
  // A colleague's change shows, unless the agent is in the middle of one.
  if (held !== row.topic) {
    setHeld(row.topic);
    setText(row.topic ?? "");
  }
  function save() {
    const topic = text.trim() || null;
    if (topic !== row.topic) desk.setTopic(row.id, topic);
  }
  return (
    <input
      className={styles.topic}
      aria-label={t("Topic")}
      placeholder={t("Add a topic")}
      dir="auto"
      maxLength={120}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key !== "Escape") return;
        event.stopPropagation();
        setText(row.topic ?? "");
      }}
    />
  );
}

function CopyLink({ id }: { id: string }) {
  const { complain } = useActions();
  const [copied, setCopied] = useState(false);
  async function copy() {
    try {
      await copyLink(id);
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    } catch (error) {
      complain(t("The link was not copied"), error);
    }
  }
  return (
    <button type="button" className={styles.value} onClick={copy}>
      {copied ? <Check aria-hidden="true" /> : <Link2 aria-hidden="true" />}
      <span role="status">{copied ? t("Copied") : t("Copy link")}</span>
    </button>
  );
}

function Labels({
  row,
  open,
  children,
}: {
  row: Conversation;
  open: (event: MouseEvent<HTMLElement>) => void;
  children: ReactNode;
}) {
  const labels = useDesk(
    useShallow((desk) => {
      const ids = [...row.labels, ...(row.private_labels ?? [])];
      return desk.labels.filter((label) => ids.includes(label.id));
    }),
  );
  return (
    <div className={styles.labels}>
      {labels.map((label) => (
        <button key={label.id} type="button" className={styles.label} onClick={open}>
          <LabelDot color={label.color} />
          <span dir="auto">{label.name}</span>
        </button>
      ))}
      <button
        type="button"
        className={styles.add}
        aria-label={labels.length > 0 ? t("Change the labels") : t("Add a label")}
        onClick={open}
      >
        <Plus aria-hidden="true" />
        {labels.length === 0 && t("Add a label")}
      </button>
      {children}
    </div>
  );
}

/** `children`: labels that are proposed, behind those that are set. */
export function Properties({ row, children }: { row: Conversation; children: ReactNode }) {
  const desk = useActions();
  const me = useDesk((state) => state.me);
  const team = useDesk((state) => state.inboxes.find((each) => each.id === `team:${row.team_id}`));
  const viewers = useDesk((state) => state.viewers[row.id]);
  const open = (kind: PickerKind) => (event: MouseEvent<HTMLElement>) =>
    desk.show({ kind, ids: [row.id], anchor: anchorOf(event) });
  const own = me?.teams.find((each) => each.id === row.team_id);

  return (
    <dl className={styles.properties}>
      <Line name={t("Assigned to")}>
        <button type="button" className={styles.value} onClick={open("assign")}>
          {row.assignees.slice(0, 3).map((person) => (
            <Avatar key={person.id} person={person} size={18} />
          ))}
          <span dir="auto">
            {row.assignees.length > 0
              ? capital(namesOf(row.assignees, me?.id ?? "", t("you|who")))
              : t("Nobody")}
          </span>
        </button>
      </Line>
      <Line name={t("Team")}>
        <span className={styles.plain} dir="auto">
          {team?.name ?? own?.name ?? t("Another team")}
        </span>
      </Line>
      <Line name={t("Channel")}>
        <span className={styles.plain}>
          <ChannelIcon kind={row.channel.kind} />
          <span title={row.channel.name}>
            {channelName(row.channel.kind)} · {row.channel.name}
          </span>
        </span>
      </Line>
      <Line name={t("Topic")}>
        <Topic row={row} />
      </Line>
      <Line name={t("Labels")}>
        <Labels row={row} open={open("label")}>
          {children}
        </Labels>
      </Line>
      <Line name={t("Priority")}>
        <button type="button" className={styles.value} onClick={open("priority")}>
          <PriorityIcon priority={row.priority} />
          <span>{priorityName(row.priority)}</span>
        </button>
      </Line>
      <Line name={t("Important")}>
        <button
          type="button"
          className={styles.value}
          aria-pressed={row.important}
          data-on={row.important}
          onClick={() => desk.setImportant(row.id, !row.important)}
        >
          <Flag aria-hidden="true" />
          <span>{row.important ? t("Important") : t("Mark important")}</span>
        </button>
      </Line>
      {row.snooze && (
        <Line name={t("Snoozed")}>
          <button type="button" className={styles.value} onClick={open("snooze")}>
            <span>
              {row.snooze.until
                ? t("Until {moment}", {
                    moment: momentText(new Date(row.snooze.until), Date.now()),
                  })
                : t("Until a reply")}
            </span>
          </button>
        </Line>
      )}
      <Line name={t("Visible to")}>
        <button type="button" className={styles.value} onClick={open("restrict")}>
          {row.visible_to ? <Lock aria-hidden="true" /> : <Eye aria-hidden="true" />}
          <span dir="auto">
            {row.visible_to
              ? capital(namesOf(row.visible_to, me?.id ?? "", t("you|who")))
              : t("Everyone in the team")}
          </span>
        </button>
      </Line>
      <Line name={t("Viewing")}>
        <span className={styles.plain}>
          {viewers ? (
            <>
              <Avatars
                people={viewers}
                size={18}
                told={(names) => t("Viewed now by {names}", { names })}
              />
              <span dir="auto">{list(viewers.map((person) => person.name))}</span>
            </>
          ) : (
            t("Only you")
          )}
        </span>
      </Line>
      <Line name={t("Number")}>
        <span className={styles.plain}>
          <span>#{row.number}</span>
          <CopyLink id={row.id} />
        </span>
      </Line>
    </dl>
  );
}
