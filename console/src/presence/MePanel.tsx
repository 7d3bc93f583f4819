/** What opens from one's own name: whether one takes work, for which teams, and the console's looks. */
import { Check, LogOut, MessageSquare, Monitor, Moon, Phone, Sun } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";
import type { Me } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { m, t } from "../i18n/t";
import { absoluteTime, laterTime, playTime } from "../text/time";
import { Button } from "../ui/Button";
import { setTheme, THEMES, type Theme, useTheme } from "../ui/theme";
import { useSecond } from "../ui/useSecond";
import styles from "./MePanel.module.css";
import { isWrappingUp, pauseName } from "./words";

const AccountSwitch = lazy(() =>
  import("../settings/profile/AccountSwitch").then((part) => ({ default: part.AccountSwitch })),
);

const THEME_LOOKS: Record<Theme, { name: string; icon: typeof Sun }> = {
  system: { name: m("System"), icon: Monitor },
  light: { name: m("Light"), icon: Sun },
  dark: { name: m("Dark"), icon: Moon },
};

type ChoiceProps = {
  tone: "available" | "away";
  name: string;
  fact?: string | undefined;
  on: boolean;
  choose: () => void;
};

function Choice({ tone, name, fact, on, choose }: ChoiceProps) {
  return (
    <button type="button" className={styles.item} aria-pressed={on} onClick={choose}>
      <span className={styles.dot} data-tone={tone} />
      <span className={styles.name} dir="auto">
        {name}
      </span>
      {fact && <span className={styles.fact}>{fact}</span>}
      <Check className={styles.check} data-on={on} aria-hidden="true" />
    </button>
  );
}

/** Available, or away and why. What was chosen closes the menu. */
function Stand({ me, close }: { me: Me; close: () => void }) {
  const { setAvailability, loadPauseReasons } = useActions();
  const reasons = useDesk((desk) => desk.pauseReasons);
  const away = me.availability === "away";
  const { pause } = me;

  useEffect(() => {
    loadPauseReasons(true);
  }, [loadPauseReasons]);

  const become = (status: Me["availability"], reason_id: string | null = null) => {
    setAvailability({ status, reason_id });
    close();
  };
  const since = pause && (
    <p className={styles.since} title={absoluteTime(pause.since)}>
      {t(pause.automatic ? m("{reason} since {time}, set by a rule") : m("{reason} since {time}"), {
        reason: pauseName(pause),
        time: laterTime(pause.since),
      })}
    </p>
  );
  return (
    <fieldset className={styles.group}>
      <legend className="visually-hidden">{t("Availability")}</legend>
      <Choice
        tone="available"
        name={t("Available")}
        on={!away}
        choose={() => become("available")}
      />
      <Choice tone="away" name={t("Away")} on={away && !pause} choose={() => become("away")} />
      {reasons?.map((reason) => (
        <Choice
          key={reason.id}
          tone="away"
          name={reason.name}
          fact={reason.paid ? t("paid") : t("unpaid")}
          on={away && pause?.reason_id === reason.id}
          choose={() => become("away", reason.id)}
        />
      ))}
      {away && since}
    </fieldset>
  );
}

function WrapUp({ me }: { me: Me }) {
  const { endWrapUp } = useActions();
  const now = useSecond();
  if (!isWrappingUp(me, now)) return null;
  const left = (Date.parse(me.wrap_up_until ?? "") - now) / 1000;
  return (
    <div className={styles.wrap}>
      <span>
        {t("Time to wrap up")}
        <span className={styles.count} role="timer">
          {playTime(left)}
        </span>
      </span>
      <Button onClick={endWrapUp}>{t("I'm ready")}</Button>
    </div>
  );
}

const KINDS = [
  {
    kind: "chats",
    icon: MessageSquare,
    name: m("Chats"),
    ofTeam: m("Chats of {team}"),
    taken: m("You take chats"),
    refused: m("No chats"),
  },
  {
    kind: "calls",
    icon: Phone,
    name: m("Calls"),
    ofTeam: m("Calls of {team}"),
    taken: m("You take calls"),
    refused: m("No calls"),
  },
] as const;

/** What rules may give one, team by team; what is taken by hand is not touched. */
function Teams({ me }: { me: Me }) {
  const { switchTeam } = useActions();
  if (me.teams.length === 0) return null;
  return (
    <section className={styles.teams} aria-labelledby="teams-i-take">
      <h3 id="teams-i-take" className={styles.heading}>
        {t("What you take")}
      </h3>
      <ul>
        {me.teams.map((team) => {
          const off = me.off[team.id] ?? [];
          const takes = { chats: !off.includes("chats"), calls: !off.includes("calls") };
          return (
            <li key={team.id} className={styles.team}>
              <span className={styles.name} dir="auto" title={team.name}>
                {team.name}
              </span>
              {KINDS.map(({ kind, icon: Icon, name, ofTeam, taken, refused }) => (
                <button
                  key={kind}
                  type="button"
                  className={styles.pill}
                  aria-pressed={takes[kind]}
                  aria-label={t(ofTeam, { team: team.name })}
                  title={t(takes[kind] ? taken : refused)}
                  onClick={() => switchTeam(team.id, { ...takes, [kind]: !takes[kind] })}
                >
                  <Icon aria-hidden="true" /> {t(name)}
                </button>
              ))}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Themes() {
  const chosen = useTheme();
  return (
    <fieldset className={styles.themes}>
      <legend>{t("Theme")}</legend>
      {THEMES.map((id) => {
        const { name, icon: Icon } = THEME_LOOKS[id];
        return (
          <button key={id} type="button" aria-pressed={chosen === id} onClick={() => setTheme(id)}>
            <Icon aria-hidden="true" /> {t(name)}
          </button>
        );
      })}
    </fieldset>
  );
}

type Props = { me: Me; close: () => void; signOut: () => void };

export default function MePanel({ me, close, signOut }: Props) {
  const { load, capacity } = me;
  const carried =
    capacity === null
      ? t("{load} open", { load })
      : t("{load} of {capacity} open", { load, capacity });
  return (
    <div className={styles.panel}>
      <p className={styles.email}>
        <span>{me.email}</span>
        <span title={t("What you carry of what rules may give you")}>{carried}</span>
      </p>
      <WrapUp me={me} />
      <Stand me={me} close={close} />
      <Teams me={me} />
      {me.accounts > 1 && (
        <section className={styles.accounts} aria-label={t("Companies")}>
          <Suspense fallback={null}>
            <AccountSwitch />
          </Suspense>
        </section>
      )}
      <Themes />
      <button type="button" className={styles.item} onClick={signOut}>
        <LogOut aria-hidden="true" /> {t("Sign out")}
      </button>
    </div>
  );
}
