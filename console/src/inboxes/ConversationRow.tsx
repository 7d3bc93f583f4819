import { BellRing, Clock, Flag, Hand, Lock, Reply, Star } from "lucide-react";
import { type MouseEvent, memo, useSyncExternalStore } from "react";
import { Link } from "wouter";
import { useShallow } from "zustand/react/shallow";
import type { Conversation, Priority } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { takeRefusal } from "../commands/permissions";
import { m, t } from "../i18n/t";
import { SlaChip } from "../routing/SlaChip";
import { waitsSince } from "../state/lists";
import { Avatar, Avatars } from "../ui/Avatar";
import { ChannelIcon, channelName } from "../ui/channels";
import { LabelDots } from "../ui/LabelDots";
import { untilText } from "../ui/moments";
import { PriorityIcon } from "../ui/PriorityIcon";
import { RelativeTime } from "../ui/RelativeTime";
import styles from "./ConversationRow.module.css";
import { RowActions } from "./RowActions";
import { useRowMenu } from "./useRowMenu";

type Props = {
  row: Conversation;
  href: string;
  current: boolean;
  selected: boolean;
  /** Some rows are ticked, so that a press ticks another. */
  selecting: boolean;
  /** Whose list it is: that they are assigned goes without saying. */
  own: string | null;
  /** What anybody may take: the team, and since when they wait, is what matters. */
  waiting?: boolean;
  onRange: (id: string) => void;
};

function Preview({ row, current }: Pick<Props, "row" | "current">) {
  const { kept } = useActions();
  const typing = useDesk((desk) => desk.typing[row.id]?.[0]);
  const draft = useSyncExternalStore(kept.subscribe, () => kept.draft(row.id));
  if (typing) {
    const { kind, name } = typing.user;
    const told = kind === "customer" ? t("Typing…") : t("{name} is writing…", { name });
    return <span className={`${styles.preview} ${styles.live}`}>{told}</span>;
  }
  // What is being written in the open conversation stands in its composer.
  const written = current ? "" : draft.reply.text || draft.note.text;
  if (written) {
    return (
      <span className={styles.preview}>
        <span className={styles.draft}>{t("Draft")}</span>
        <span dir="auto" className={styles.words}>
          {written}
        </span>
      </span>
    );
  }
  if (!row.preview) return <span className={styles.preview}>{t("No messages yet")}</span>;
  return (
    <span className={styles.preview}>
      {row.preview.author !== "customer" && <Reply aria-label={t("Our answer:")} />}
      <span dir="auto" className={styles.words}>
        {row.preview.text}
      </span>
    </span>
  );
}

const PRIORITY: Record<Priority, string> = {
  urgent: m("Urgent priority"),
  high: m("High priority"),
  medium: m("Medium priority"),
  low: m("Low priority"),
};

function Marks({ row }: { row: Conversation }) {
  return (
    <>
      {row.important && (
        <span className={styles.important} title={t("Important")}>
          <Flag aria-hidden="true" />
          <span className="visually-hidden">{t("Important")}</span>
        </span>
      )}
      {row.priority && (
        <span className={styles.priority} title={t(PRIORITY[row.priority])}>
          <PriorityIcon priority={row.priority} />
          <span className="visually-hidden">{t(PRIORITY[row.priority])}</span>
        </span>
      )}
      {row.visible_to && (
        <span className={styles.mark} title={t("Restricted to some people")}>
          <Lock aria-hidden="true" />
          <span className="visually-hidden">{t("Restricted")}</span>
        </span>
      )}
      {row.starred && (
        <span className={styles.star} title={t("Starred")}>
          <Star aria-hidden="true" />
          <span className="visually-hidden">{t("Starred")}</span>
        </span>
      )}
    </>
  );
}

/** At whom it rings, or who is asked to join. */
function Asked({ row }: { row: Conversation }) {
  const meId = useDesk((desk) => desk.me?.id);
  const [invitation] = row.invitations;
  const to = row.offer?.user ?? invitation?.to;
  if (!to || row.status !== "open") return null;
  const { name } = to;
  const mine = to.id === meId;
  const rings = mine ? t("Rings at you") : t("Rings at {name}", { name });
  const invited = mine ? t("you invited") : t("{name} invited", { name });
  return (
    <span className={styles.asked}>
      <BellRing aria-hidden="true" />
      <span className={styles.words} dir="auto">
        {row.offer ? rings : invited}
      </span>
    </span>
  );
}

function Facts({ row, own, waiting }: Pick<Props, "row" | "own" | "waiting">) {
  const assignees = row.assignees.filter((person) => person.id !== own);
  const viewers = useDesk((desk) => desk.viewers[row.id]);
  const team = useDesk(
    (desk) => waiting && desk.me?.teams.find(({ id }) => id === row.team_id)?.name,
  );
  const labels = useDesk(
    useShallow((desk) => {
      const ids = [...row.labels, ...(row.private_labels ?? [])];
      return desk.labels.filter((label) => ids.includes(label.id));
    }),
  );
  return (
    <span className={styles.facts}>
      <span className={styles.channel}>
        {row.contact.avatar_url && <ChannelIcon kind={row.channel.kind} />}
        <span className={team ? "visually-hidden" : styles.words}>
          {channelName(row.channel.kind)}{" "}
        </span>
        {team && (
          <span className={styles.words} dir="auto">
            {team}
          </span>
        )}
      </span>
      {row.sla && row.status === "open" && <SlaChip sla={row.sla} />}
      <Asked row={row} />
      {row.snooze && (
        <span className={styles.snooze}>
          <Clock aria-hidden="true" />
          <span className="visually-hidden">{t("Snoozed")} </span>
          {untilText(row.snooze.until, Date.now())}
        </span>
      )}
      <LabelDots labels={labels} />
      <span className={styles.people}>
        <Avatars
          people={viewers ?? []}
          size={18}
          told={(names) => t("Viewed now by {names}", { names })}
        />
        {viewers && assignees.length > 0 && <span className={styles.rule} />}
        <Avatars
          people={assignees}
          size={18}
          told={(names) => t("Assigned to {names}", { names })}
        />
      </span>
    </span>
  );
}

/** The customer's picture where there is one, else the channel; a tick box on hover. */
function Face({
  row,
  selected,
  onTick,
}: Pick<Props, "row" | "selected"> & { onTick: (event: MouseEvent) => void }) {
  const name = channelName(row.channel.kind);
  return (
    <span className={styles.face} data-selected={selected}>
      {row.contact.avatar_url ? (
        <Avatar person={row.contact} size={36} badge={<ChannelIcon kind={row.channel.kind} />} />
      ) : (
        <span className={styles.channelFace} title={name}>
          <ChannelIcon kind={row.channel.kind} />
        </span>
      )}
      <label className={styles.tick}>
        <input
          type="checkbox"
          checked={selected}
          tabIndex={-1}
          aria-label={t("Select {name}", { name: row.contact.name })}
          onClick={onTick}
          readOnly
        />
      </label>
    </span>
  );
}

/** Taking is what the list of those who wait is for. */
function TakeButton({ row }: { row: Conversation }) {
  const desk = useActions();
  const me = useDesk((state) => state.me);
  if (!me || takeRefusal(row, me)) return null;
  return (
    <button
      type="button"
      className={styles.take}
      aria-label={t("Take the conversation with {name}", { name: row.contact.name })}
      onClick={() => desk.take(row.id)}
    >
      <Hand aria-hidden="true" /> {t("Take")}
    </button>
  );
}

export const ConversationRow = memo(function ConversationRow(props: Props) {
  const { row, href, current, selected, selecting, own, waiting, onRange } = props;
  const desk = useActions();
  const menu = useRowMenu(row.id);

  function onTick(event: MouseEvent) {
    if (event.shiftKey) onRange(row.id);
    else desk.select(row.id);
  }

  function onClick(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || !(event.shiftKey || selecting)) return;
    event.preventDefault();
    onTick(event);
  }

  return (
    <div
      className={styles.row}
      data-current={current}
      data-selected={selected}
      data-unread={row.unread ?? false}
      data-waiting={waiting}
      {...menu}
    >
      <Link
        href={href}
        className={styles.link}
        data-testid="conversation-row"
        data-conversation-id={row.id}
        data-unread={row.unread ?? false}
        aria-current={current ? "page" : undefined}
        draggable={false}
        // While it goes down, since wouter's link keeps presses with Shift to itself.
        onClickCapture={onClick}
        onFocus={() => desk.setCursor(row.id)}
        onBlur={() => desk.setCursor(null)}
      >
        <span className={styles.top}>
          <span className={styles.name} dir="auto" title={row.contact.name}>
            {row.contact.name}
          </span>
          <Marks row={row} />
          <RelativeTime
            iso={waiting ? waitsSince(row) : row.last_entry_at}
            className={styles.time}
          />
        </span>
        <span className={styles.bottom}>
          <Preview row={row} current={current} />
          {row.unreplied_since && row.status === "open" && !waiting && (
            <span className={styles.unreplied} title={t("Waits for an answer")}>
              <span className="visually-hidden">{t("Waits for an answer")}</span>
            </span>
          )}
          {row.unread && <span className="visually-hidden">{t("Unread")}</span>}
        </span>
        <Facts row={row} own={own} waiting={waiting ?? false} />
      </Link>
      <Face row={row} selected={selected} onTick={onTick} />
      <RowActions row={row} />
      {waiting && <TakeButton row={row} />}
    </div>
  );
});
