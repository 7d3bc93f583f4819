import { Users } from "lucide-react";
import { useState } from "react";
import type { Conversation, Me } from "../api/types";
import { useDesk } from "../app/context";
import { list, t, tn } from "../i18n/t";
import type { Typing } from "../state/presence";
import type { Thread } from "../state/thread";
import { Button } from "../ui/Button";
import styles from "./Colleague.module.css";
import { repliedSince } from "./letter";

const NOBODY: Typing[] = [];

export type Warning = {
  text: string | null;
  /** Sending was tried, and waits for the agent to say that they mean it. */
  asking: boolean;
  /** Asks once for each thing to be warned of; true when sending may go on. */
  agreed: () => boolean;
};

/** Whether somebody else is answering this customer, or has, while the agent wrote. */
export function useColleague(
  row: Conversation,
  thread: Thread,
  since: number | null,
  me: Me,
): Warning {
  const typing = useDesk((desk) => desk.typing[row.id]) ?? NOBODY;
  const [asked, setAsked] = useState<string | null>(null);
  const replying = typing.filter((each) => each.user.kind === "agent" && each.mode === "reply");
  const replied = repliedSince(thread, since, me.id);
  const names = list(replying.map((each) => each.user.name));
  const writing =
    replying.length > 0
      ? tn(replying.length, "{names} is replying…", "{names} are replying…", { names })
      : null;
  const text = replied ? t("{name} replied while you were writing.", { name: replied }) : writing;
  return {
    text,
    asking: text !== null && asked === text,
    agreed() {
      if (text === null || asked === text) {
        setAsked(null);
        return true;
      }
      setAsked(text);
      return false;
    },
  };
}

export function Colleague({ warning, sendAnyway }: { warning: Warning; sendAnyway: () => void }) {
  const { text, asking } = warning;
  if (!text) return null;
  return (
    <div className={styles.colleague} role={asking ? "alert" : "status"} data-testid="colleague">
      <Users aria-hidden="true" />
      <span className={styles.words} dir="auto">
        {text} {asking && t("Send yours as well?")}
      </span>
      {asking && (
        <Button tone="ghost" data-testid="send-anyway" onClick={sendAnyway}>
          {t("Send anyway")}
        </Button>
      )}
    </div>
  );
}
