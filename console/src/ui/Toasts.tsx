import { ArrowRight, Bell, CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect, useState } from "react";
import { t } from "../i18n/t";
import type { Toast } from "../state/desk";
import { Button } from "./Button";
import styles from "./Toasts.module.css";

const STAYS_MS = 8000;

type Props = { toasts: Toast[]; dismiss: (id: string) => void; open: (id: string) => void };

const ICONS = { info: Bell, danger: CircleAlert, done: CircleCheck };

/** Seconds until a moment, counted down; null without one. */
function useSecondsLeft(until: number | undefined): number | null {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (until === undefined) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [until]);
  return until === undefined ? null : Math.max(0, Math.ceil((until - now) / 1000));
}

function Card({ toast, dismiss, open }: { toast: Toast } & Omit<Props, "toasts">) {
  const { id, title, text, tone, conversationId, action, until } = toast;
  const [held, setHeld] = useState(false);
  const seconds = useSecondsLeft(until);
  const Icon = ICONS[tone];

  // A toast waits while it is read, or about to be pressed; a countdown can't.
  useEffect(() => {
    if (held && until === undefined) return;
    const stays = until === undefined ? STAYS_MS : until - Date.now();
    const timer = setTimeout(() => dismiss(id), stays);
    return () => clearTimeout(timer);
  }, [id, dismiss, held, until]);

  return (
    <li
      className={styles.toast}
      data-testid="toast"
      data-tone={tone}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={styles.icon}>
        <Icon aria-hidden="true" />
      </span>
      <div className={styles.words}>
        <p className={styles.title} dir="auto">
          {title}
        </p>
        {text && (
          <p className={styles.text} dir="auto">
            {text}
          </p>
        )}
        {conversationId && (
          <button
            type="button"
            className={styles.open}
            onClick={() => {
              open(conversationId);
              dismiss(id);
            }}
          >
            {t("Open conversation")} <ArrowRight aria-hidden="true" />
          </button>
        )}
      </div>
      {action && (
        <button
          type="button"
          className={styles.action}
          onClick={() => {
            dismiss(id);
            action.run();
          }}
        >
          {action.label}
          {seconds !== null && (
            <span className={styles.seconds} aria-hidden="true">
              {seconds}
            </span>
          )}
        </button>
      )}
      <Button tone="ghost" aria-label={t("Dismiss")} icon={<X />} onClick={() => dismiss(id)} />
    </li>
  );
}

export function Toasts({ toasts, dismiss, open }: Props) {
  return (
    <ul className={styles.toasts} aria-live="polite" aria-label={t("Messages from Switchboard")}>
      {toasts.map((toast) => (
        <Card key={toast.id} toast={toast} dismiss={dismiss} open={open} />
      ))}
    </ul>
  );
}
