import { Check, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useActions, useDesk } from "../app/context";
import { Avatar } from "../ui/Avatar";
import { Popover } from "../ui/Popover";
import { setTheme, THEMES, type Theme, useTheme } from "../ui/theme";
import styles from "./MeMenu.module.css";

const AVAILABILITIES = [
  { id: "available", name: "Available" },
  { id: "away", name: "Away" },
] as const;

const THEME_LOOKS: Record<Theme, { name: string; icon: typeof Sun }> = {
  system: { name: "System", icon: Monitor },
  light: { name: "Light", icon: Sun },
  dark: { name: "Dark", icon: Moon },
};

export function MeMenu({ signOut }: { signOut: () => void }) {
  const { setAvailability } = useActions();
  const me = useDesk((desk) => desk.me);
  const chosen = useTheme();
  if (!me) return <span className={styles.placeholder} />;

  const state = AVAILABILITIES.find((each) => each.id === me.availability)?.name;
  const dot = <span className={styles.dot} data-availability={me.availability} />;
  return (
    <div className={styles.me}>
      <Popover
        label={`${me.name} ${state}`}
        named
        side="up-start"
        className={styles.button}
        button={
          <>
            <span className={styles.avatar}>
              <Avatar person={me} size={28} />
              {dot}
            </span>
            <span className={styles.words}>
              <span className={styles.name}>{me.name}</span>{" "}
              <span className={styles.state}>{state}</span>
            </span>
          </>
        }
      >
        {(close) => (
          <div className={styles.menu}>
            <p className={styles.email}>{me.email}</p>
            <fieldset className={styles.choices}>
              <legend className="visually-hidden">Availability</legend>
              {AVAILABILITIES.map(({ id, name }) => (
                <button
                  key={id}
                  type="button"
                  className={styles.item}
                  aria-pressed={me.availability === id}
                  onClick={() => {
                    setAvailability(id);
                    close();
                  }}
                >
                  <span className={styles.dot} data-availability={id} />
                  {name}
                  {me.availability === id && <Check aria-hidden="true" />}
                </button>
              ))}
            </fieldset>
            <fieldset className={styles.themes}>
              <legend>Theme</legend>
              {THEMES.map((id) => {
                const { name, icon: Icon } = THEME_LOOKS[id];
                return (
                  <button
                    key={id}
                    type="button"
                    aria-pressed={chosen === id}
                    onClick={() => setTheme(id)}
                  >
                    <Icon aria-hidden="true" /> {name}
                  </button>
                );
              })}
            </fieldset>
            <button type="button" className={styles.item} onClick={signOut}>
              <LogOut aria-hidden="true" /> Sign out
            </button>
          </div>
        )}
      </Popover>
    </div>
  );
}
