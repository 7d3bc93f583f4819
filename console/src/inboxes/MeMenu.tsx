import { lazy, Suspense } from "react";
import { useDesk } from "../app/context";
import { isWrappingUp, standWord, toneOf } from "../presence/words";
import { playTime } from "../text/time";
import { Avatar } from "../ui/Avatar";
import { Popover } from "../ui/Popover";
import { useSecond } from "../ui/useSecond";
import styles from "./MeMenu.module.css";

const MePanel = lazy(() => import("../presence/MePanel"));

/** Who is signed in, and whether they take work. */
export function MeMenu({ signOut }: { signOut: () => void }) {
  const me = useDesk((desk) => desk.me);
  const now = useSecond(!!me?.wrap_up_until);
  if (!me) return <span className={styles.placeholder} />;

  const here = { ...me, online: true };
  const word = standWord(here, now);
  const busy = isWrappingUp(me, now) && me.availability === "available";
  const left = busy ? (Date.parse(me.wrap_up_until ?? "") - now) / 1000 : 0;
  return (
    <div className={styles.me}>
      <Popover
        label={`${me.name} ${word}`}
        named
        side="up-start"
        className={styles.button}
        button={
          <>
            <span className={styles.avatar}>
              <Avatar person={{ ...me, avatar_url: me.photo_url }} size={28} />
              <span className={styles.dot} data-tone={toneOf(here, now)} />
            </span>
            <span className={styles.words}>
              <span className={styles.name} dir="auto">
                {me.name}
              </span>{" "}
              <span className={styles.state}>
                {busy && <span aria-hidden="true">{playTime(left)} · </span>}
                {word}
              </span>
            </span>
          </>
        }
      >
        {(close) => (
          <Suspense fallback={<div className={styles.loading} />}>
            <MePanel me={me} close={close} signOut={signOut} />
          </Suspense>
        )}
      </Popover>
    </div>
  );
}
