/** What asks for the agent, wherever in the console they are: offers, invitations, and a pause that
 * they did not choose. It stands over everything, and takes no focus. */
import { Bell, BellOff } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useActions, useDesk } from "../app/context";
import { pathOf, usePlace } from "../app/routes";
import { t } from "../i18n/t";
import { useIdle } from "../presence/useIdle";
import { type Asked, askedOf, endOf } from "../state/routing";
import { channelName } from "../ui/channels";
import { useSecond } from "../ui/useSecond";
import styles from "./Asks.module.css";
import { Card } from "./Card";
import { useAnswerKeys } from "./keys";
import { PauseCard } from "./PauseCard";
import { useMuted, useRing } from "./sound";
import { useLeaving } from "./useLeaving";

/** The server ends an offer; one that it does not, such as while the connection is away, goes too. */
const GRACE_MS = 3000;

function MuteButton() {
  const [muted, setMuted] = useMuted();
  const Icon = muted ? BellOff : Bell;
  return (
    <button
      type="button"
      className={styles.mute}
      aria-label={muted ? t("Sound is off. Turn it on") : t("Turn the sound off")}
      title={muted ? t("Sound is off on this device") : t("Turn the sound off on this device")}
      onClick={() => setMuted(!muted)}
    >
      <Icon aria-hidden="true" />
    </button>
  );
}

function told(asked: Asked, team: string): string {
  const { row, kind } = asked;
  const { name } = row.contact;
  if (kind === "invitation") {
    const { by } = asked.invitation;
    return t("{by} asks you to join the conversation with {name}.", { by: by.name, name });
  }
  const channel = channelName(row.channel.kind);
  return t("{name} is offered to you: {team}, {channel}. Alt Y accepts, Alt N rejects.", {
    name,
    team,
    channel,
  });
}

/** Above dialogs too: the last to come to the top layer is the highest there. */
function useTopLayer(shown: boolean, again: unknown) {
  const ref = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what newly covers it is a reason to rise.
  useEffect(() => {
    const element = ref.current;
    if (!shown || !element?.showPopover) return;
    if (element.matches(":popover-open")) element.hidePopover();
    element.showPopover();
  }, [shown, again]);
  return ref;
}

export default function Asks() {
  const desk = useActions();
  const { go } = usePlace();
  const all = useDesk(askedOf);
  const skew = useDesk((state) => state.skew);
  const dialog = useDesk((state) => state.dialog?.kind);
  const teams = useDesk((state) => state.me?.teams);
  const paused = useDesk(({ me }) => me?.availability === "away" && !!me.pause?.automatic);
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState("");
  const now = useSecond(all.length > 0);

  const asked = useMemo(
    () =>
      all.filter(
        (each) =>
          !answered.has(each.id) &&
          (each.kind === "invitation" || endOf(each.offer, skew) + GRACE_MS > now),
      ),
    [all, answered, skew, now],
  );
  const ids = asked.map(({ id }) => id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ids say whether there is another.
  const steady = useMemo(() => asked, [ids]);
  const gone = useLeaving(steady, answered);
  const [first] = asked;

  const rules = useDesk((state) => state.rules);
  const ready = useDesk((state) => state.me !== null);
  const { loadRules } = desk;
  useEffect(() => {
    if (ready && !rules) loadRules();
  }, [ready, rules, loadRules]);

  useIdle();
  useRing(asked.some(({ kind }) => kind === "offer"));

  const newest = steady.at(-1);
  useEffect(() => {
    if (!newest) return;
    const team = teams?.find(({ id }) => id === newest.row.team_id);
    setSaid(told(newest, team?.name ?? t("another team")));
  }, [newest, teams]);

  function answer(which: "accept" | "pass", each: Asked | undefined) {
    if (!each) return;
    setAnswered((held) => new Set([...held, each.id]));
    if (which === "pass") desk.pass(each);
    else desk.accept(each).then((mine) => mine && go(pathOf("me", "open", each.row.id)));
  }
  useAnswerKeys((which) => answer(which, first), first !== undefined);

  const shown = asked.length > 0 || gone.length > 0 || paused;
  const top = useTopLayer(shown, `${ids}${dialog}`);
  return (
    <>
      <p className="visually-hidden" aria-live="polite">
        {said}
      </p>
      {shown && (
        <section
          ref={top}
          popover="manual"
          className={styles.asks}
          aria-label={t("What you are asked")}
          data-testid="asks"
        >
          <ul>
            {asked.map((each, at) => (
              <Card
                key={each.id}
                asked={each}
                now={now}
                first={at === 0}
                accept={() => answer("accept", each)}
                pass={() => answer("pass", each)}
                tools={at === 0 && each.kind === "offer" && <MuteButton />}
              />
            ))}
            {gone.map(({ id, name, why }) => (
              <li key={id} className={styles.gone} data-testid="gone">
                <span className={styles.goneName} dir="auto">
                  {name}
                </span>
                <span>{why}</span>
              </li>
            ))}
            <PauseCard />
          </ul>
        </section>
      )}
    </>
  );
}
