/** What an agent is asked, as it stands over everything: who waits, since when, and for how long. */
import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import type { Conversation, Me } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { usePlace } from "../app/routes";
import { useFetched } from "../details/useFetched";
import { t } from "../i18n/t";
import { tx } from "../i18n/tx";
import { waitsSince } from "../state/lists";
import { type Asked, endOf } from "../state/routing";
import { playTime } from "../text/time";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { ChannelIcon, channelName } from "../ui/channels";
import styles from "./Asks.module.css";
import { ACCEPT, PASS } from "./keys";
import { filled, needsContact } from "./offer-url";

const ROUND = 2 * Math.PI * 22;

/** The time that is left, as a ring around the face and as a figure. */
function Countdown({
  left,
  whole,
  children,
}: {
  left: number;
  whole: number;
  children: ReactNode;
}) {
  const part = Math.min(1, Math.max(0, left / whole));
  return (
    <span className={styles.face} data-short={left <= 10}>
      <svg viewBox="0 0 48 48" className={styles.ring} aria-hidden="true">
        <circle cx="24" cy="24" r="22" />
        <circle
          cx="24"
          cy="24"
          r="22"
          strokeDasharray={ROUND}
          strokeDashoffset={ROUND * (1 - part)}
        />
      </svg>
      {children}
    </span>
  );
}

/** An Admin's own page about the customer, where the team has one (ASG-24). */
function ExtraPage({ asked, team }: { asked: Asked; team: Me["teams"][number] | undefined }) {
  const { api } = useActions();
  const url = team?.routing.offer_url ?? "";
  const { contact } = asked.row;
  const asksContact = needsContact(url);
  const { value } = useFetched(asksContact ? contact.id : "", async () =>
    asksContact ? api.contact(contact.id) : null,
  );
  const href = url ? filled(url, { row: asked.row, contact: value }) : null;
  if (!href) return null;
  return (
    <a className={styles.extra} href={href} target="_blank" rel="noreferrer">
      {team?.routing.offer_url_label ?? t("Open page")} <ExternalLink aria-hidden="true" />
    </a>
  );
}

const invitedBy = ({ by, to }: Conversation["invitations"][number]) =>
  to.id.startsWith("tm_")
    ? t("{name} asks {team} to join", { name: by.name, team: to.name })
    : t("{name} asks you to join", { name: by.name });

type Props = {
  asked: Asked;
  now: number;
  /** The one that the keys mean. */
  first: boolean;
  accept: () => void;
  pass: () => void;
  tools: ReactNode;
};

export function Card({ asked, now, first, accept, pass, tools }: Props) {
  const { openPanel } = useActions();
  const { go } = usePlace();
  const { row, kind } = asked;
  const team = useDesk(({ me }) => me?.teams.find(({ id }) => id === row.team_id));
  const skew = useDesk((desk) => desk.skew);
  const { name } = row.contact;
  const isOffer = kind === "offer";
  const left = isOffer ? Math.max(0, Math.ceil((endOf(asked.offer, skew) - now) / 1000)) : 0;
  const whole = isOffer
    ? (Date.parse(asked.offer.until) - Date.parse(asked.offer.made_at)) / 1000
    : 1;
  const waited = Math.max(0, (now - skew - Date.parse(waitsSince(row))) / 1000);
  const keys = (which: string) =>
    first && (
      <span aria-hidden="true">
        <kbd className={styles.key}>{which}</kbd>
      </span>
    );

  const face = (
    <Avatar person={row.contact} size={40} badge={<ChannelIcon kind={row.channel.kind} />} />
  );
  return (
    <li className={styles.card} data-testid={kind} data-conversation-id={row.id}>
      <div className={styles.top}>
        {isOffer ? (
          <Countdown left={left} whole={whole}>
            {face}
          </Countdown>
        ) : (
          <span className={styles.face}>{face}</span>
        )}
        <div className={styles.who}>
          <button
            type="button"
            className={styles.name}
            dir="auto"
            title={t("Look at {name} without accepting", { name })}
            onClick={() => {
              go(`/conversations/${row.id}`);
              openPanel("details");
            }}
          >
            {name}
          </button>
          <p className={styles.facts}>
            {isOffer ? (
              <>
                {team?.name ?? t("Another team")} · {channelName(row.channel.kind)} ·{" "}
                {tx("waits {time}", {
                  time: <span className={styles.figure}>{playTime(waited)}</span>,
                })}
              </>
            ) : (
              invitedBy(asked.invitation)
            )}
          </p>
        </div>
        {isOffer && (
          <span className={styles.left} role="timer" data-short={left <= 10}>
            <span className="visually-hidden">{t("Seconds left:")} </span>
            {left}
            <span aria-hidden="true"> s</span>
          </span>
        )}
        {tools}
      </div>
      {row.preview && (
        <p className={styles.words}>
          <span dir="auto">{row.preview.text}</span>
        </p>
      )}
      <div className={styles.buttons}>
        <Button
          tone="primary"
          aria-keyshortcuts={first ? "Alt+Y" : undefined}
          data-testid="accept"
          onClick={accept}
        >
          {isOffer ? t("Accept") : t("Join")} {keys(ACCEPT)}
        </Button>
        <Button aria-keyshortcuts={first ? "Alt+N" : undefined} data-testid="reject" onClick={pass}>
          {isOffer ? t("Reject") : t("Decline")} {keys(PASS)}
        </Button>
        {isOffer && <ExtraPage asked={asked} team={team} />}
      </div>
    </li>
  );
}
