/** What opens from one's own name: whether one takes work, for which teams, and the console's looks. */
import { Check, LogOut, MessageSquare, Monitor, Moon, Phone, Sun } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";
import type { Me } from "../api/types";
import { useActions, useDesk } from "../app/context";
import { absoluteTime, laterTime, playTime } from "../text/time";
import { Button } from "../ui/Button";
import { setTheme, THEMES, type Theme, useTheme } from "../ui/theme";
import { useSecond } from "../ui/useSecond";
import styles from "./MePanel.module.css";
import { isWrappingUp } from "./words";

const AccountSwitch = lazy(() =>
  import("../settings/profile/AccountSwitch").then((part) => ({ default: part.AccountSwitch })),
);

const THEME_LOOKS: Record<Theme, { name: string; icon: typeof Sun }> = {
  system: { name: "System", icon: Monitor },
  light: { name: "Light", icon: Sun },
  dark: { name: "Dark", icon: Moon },
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
      {pause.name} since {laterTime(pause.since)}
      {pause.automatic && ", set by a rule"}
    </p>
  );
  return (
    <fieldset className={styles.group}>
      <legend className="visually-hidden">Availability</legend>
      <Choice tone="available" name="Available" on={!away} choose={() => become("available")} />
      <Choice tone="away" name="Away" on={away && !pause} choose={() => become("away")} />
      {reasons?.map((reason) => (
        <Choice
          key={reason.id}
          tone="away"
          name={reason.name}
          fact={reason.paid ? "paid" : "unpaid"}
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
        Time to wrap up
        <span className={styles.count} role="timer">
          {playTime(left)}
        </span>
      </span>
      <Button onClick={endWrapUp}>I'm ready</Button>
    </div>
  );
}

const KINDS = [
  { kind: "chats", name: "Chats", icon: MessageSquare },
  { kind: "calls", name: "Calls", icon: Phone },
] as const;

/** What rules may give one, team by team; what is taken by hand is not touched. */
function Teams({ me }: { me: Me }) {
  const { switchTeam } = useActions();
  if (me.teams.length === 0) return null;
  return (
    <section className={styles.teams} aria-labelledby="teams-i-take">
      <h3 id="teams-i-take" className={styles.heading}>
        What you take
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
              {KINDS.map(({ kind, name, icon: Icon }) => (
                <button
                  key={kind}
                  type="button"
                  className={styles.pill}
                  aria-pressed={takes[kind]}
                  aria-label={`${name} of ${team.name}`}
                  title={
                    takes[kind] ? `You take ${name.toLowerCase()}` : `No ${name.toLowerCase()}`
                  }
                  onClick={() => switchTeam(team.id, { ...takes, [kind]: !takes[kind] })}
                >
                  <Icon aria-hidden="true" /> {name}
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
      <legend>Theme</legend>
      {THEMES.map((id) => {
        const { name, icon: Icon } = THEME_LOOKS[id];
        return (
          <button key={id} type="button" aria-pressed={chosen === id} onClick={() => setTheme(id)}>
            <Icon aria-hidden="true" /> {name}
          </button>
        );
      })}
    </fieldset>
  );
}

type Props = { me: Me; close: () => void; signOut: () => void };

export default function MePanel({ me, close, signOut }: Props) {
  const load = me.capacity === null ? `${me.load} open` : `${me.load} of ${me.capacity} open`;
  return (
    <div className={styles.panel}>
      <p className={styles.email}>
        <span>{me.email}</span>
        <span title="What you carry of what rules may give you">{load}</span>
      </p>
      <WrapUp me={me} />
      <Stand me={me} close={close} />
      <Teams me={me} />
      {me.accounts > 1 && (
        <section className={styles.accounts} aria-label="Companies">
          <Suspense fallback={null}>
            <AccountSwitch />
          </Suspense>
        </section>
      )}
      <Themes />
      <button type="button" className={styles.item} onClick={signOut}>
        <LogOut aria-hidden="true" /> Sign out
      </button>
    </div>
  );
}
