import type { Pause } from "@switchboard/protocol";
import { Coffee } from "lucide-react";
import { useState } from "react";
import { useActions, useDesk } from "../app/context";
import { t } from "../i18n/t";
import { laterTime } from "../text/time";
import { Button } from "../ui/Button";
import styles from "./Asks.module.css";

/** What a rule did, said to whom it was done. */
function automaticWords({ name, rule }: Pause): { title: string; text: string } {
  if (rule === "missed_offer") {
    return {
      title: t("You missed an offer"),
      text: t("You are on a pause now, and get nothing new."),
    };
  }
  if (rule === "idle") {
    return {
      title: t("Welcome back"),
      text: t("You were set away while no one was at the screen."),
    };
  }
  return { title: t("You are away"), text: name };
}

/** A rule has set the agent away: why, and the way back. */
export function PauseCard() {
  const { setAvailability } = useActions();
  const me = useDesk((desk) => desk.me);
  const [left, setLeft] = useState("");
  const pause = me?.pause;
  if (!me || !pause?.automatic || me.availability !== "away" || left === pause.since) return null;
  const { title, text } = automaticWords(pause);
  return (
    <li className={styles.card} data-testid="automatic-pause">
      <div className={styles.top}>
        <span className={styles.sign}>
          <Coffee aria-hidden="true" />
        </span>
        <div className={styles.who}>
          <p className={styles.title}>{title}</p>
          <p className={styles.facts}>{text}</p>
        </div>
        <span className={styles.left}>{laterTime(pause.since)}</span>
      </div>
      <div className={styles.buttons}>
        <Button tone="primary" onClick={() => setAvailability({ status: "available" })}>
          {t("I'm available")}
        </Button>
        <Button onClick={() => setLeft(pause.since)}>{t("Stay away")}</Button>
      </div>
    </li>
  );
}
