import { X } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { messageOf } from "../api/problem";
import { t } from "../i18n/t";
import { Button } from "./Button";
import styles from "./FormDialog.module.css";
import { Modal } from "./Modal";

type Props = {
  title: string;
  /** What the button says that does it. */
  verb: string;
  /** Why it can't be done yet. */
  refusal?: string | null;
  /** Throws with a sentence when it was refused; nothing of the form is lost then. */
  submit: () => Promise<void>;
  close: () => void;
  children: ReactNode;
};

/** A question with a few fields: it stays, with the reason, until it is answered or left. */
export function FormDialog({ title, verb, refusal = null, submit, close, children }: Props) {
  const [failure, setFailure] = useState("");
  const [busy, setBusy] = useState(false);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (refusal || busy) return;
    setBusy(true);
    setFailure("");
    try {
      await submit();
    } catch (error) {
      setFailure(messageOf(error));
      setBusy(false);
    }
  }

  return (
    <Modal label={title} close={close}>
      <form className={styles.form} onSubmit={onSubmit} aria-label={title}>
        <header className={styles.header}>
          <h2>{title}</h2>
          <Button tone="ghost" aria-label={t("Close")} icon={<X />} onClick={close} />
        </header>
        <div className={styles.fields}>{children}</div>
        {failure && (
          <p className={styles.failure} role="alert">
            {failure}
          </p>
        )}
        <footer className={styles.footer}>
          <Button onClick={close}>{t("Cancel")}</Button>
          <Button tone="primary" type="submit" refusal={refusal} disabled={busy}>
            {verb}
          </Button>
        </footer>
      </form>
    </Modal>
  );
}
