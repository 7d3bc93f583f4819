import { ArrowRight, Bell, CircleAlert, X } from "lucide-react";
import { useEffect } from "react";
import type { Toast } from "../state/desk";
import { Button } from "./Button";
import styles from "./Toasts.module.css";

const STAYS_MS = 8000;

type Props = { toasts: Toast[]; dismiss: (id: string) => void; open: (id: string) => void };

function Card({ toast, dismiss, open }: { toast: Toast } & Omit<Props, "toasts">) {
  const { id, title, text, tone, conversationId } = toast;

  useEffect(() => {
    const timer = setTimeout(() => dismiss(id), STAYS_MS);
    return () => clearTimeout(timer);
  }, [id, dismiss]);

  return (
    <li className={styles.toast} data-testid="toast" data-tone={tone}>
      <span className={styles.icon}>{tone === "danger" ? <CircleAlert /> : <Bell />}</span>
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
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
            Open conversation <ArrowRight aria-hidden="true" />
          </button>
        )}
      </div>
      <Button tone="ghost" aria-label="Dismiss" icon={<X />} onClick={() => dismiss(id)} />
    </li>
  );
}

export function Toasts({ toasts, dismiss, open }: Props) {
  return (
    <ul className={styles.toasts} aria-live="polite" aria-label="Messages from Switchboard">
      {toasts.map((toast) => (
        <Card key={toast.id} toast={toast} dismiss={dismiss} open={open} />
      ))}
    </ul>
  );
}
