import { Clock3, SendHorizontal } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useActions } from "../app/context";
import { t } from "../i18n/t";
import type { Letter } from "../state/thread";
import { Button } from "../ui/Button";
import styles from "./SendButtons.module.css";

const SendLater = lazy(() => import("./SendLater"));

type Props = {
  id: string;
  note: boolean;
  letter: () => Letter;
  refusal: string | null;
  enterSends: boolean;
  send: () => void;
};

export function SendButtons({ id, note, letter, refusal, enterSends, send }: Props) {
  const { sendLater } = useActions();
  const [anchor, setAnchor] = useState<DOMRect | null>(null);
  return (
    <span className={styles.buttons}>
      <Button
        tone="primary"
        icon={<SendHorizontal />}
        data-testid="send"
        aria-keyshortcuts={enterSends ? "Enter" : "Control+Enter"}
        refusal={refusal}
        onClick={send}
      >
        {note ? t("Add note") : t("Send")}
      </Button>
      {!note && (
        <Button
          tone="primary"
          className={styles.later}
          aria-label={t("Send later")}
          aria-haspopup="dialog"
          icon={<Clock3 />}
          hint={t("Send later")}
          refusal={refusal}
          data-testid="send-later"
          onClick={(event) => {
            if (!refusal) setAnchor(event.currentTarget.getBoundingClientRect());
          }}
        />
      )}
      {anchor && (
        <Suspense>
          <SendLater
            anchor={anchor}
            choose={(iso) => sendLater(id, letter(), iso)}
            close={() => setAnchor(null)}
          />
        </Suspense>
      )}
    </span>
  );
}
