import { CircleAlert, Info } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { fieldError, messageOf, Problem } from "../api/problem";
import { Button } from "../ui/Button";
import { FullPage } from "../ui/FullPage";
import styles from "./AuthForm.module.css";

type Values = Record<string, string>;

type Props = {
  title: string;
  text: string;
  action: string;
  notice?: string | null;
  onSubmit: (values: Values) => Promise<void>;
  /** The fields, given a way to look up what the API said about each. */
  fields: (error: (name: string) => string | undefined) => ReactNode;
  links: ReactNode;
};

/** The one shape of all forms before the inbox. */
export function AuthForm({ title, text, action, notice, onSubmit, fields, links }: Props) {
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const entries = new FormData(event.currentTarget).entries();
    const values = Object.fromEntries([...entries].map(([name, value]) => [name, String(value)]));
    setBusy(true);
    setError(null);
    try {
      await onSubmit(values);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  }

  const perField = error instanceof Problem && error.errors.length > 0;
  return (
    <FullPage title={title} text={text}>
      {notice && !error ? (
        <p className={styles.notice} role="status">
          <Info aria-hidden="true" /> {notice}
        </p>
      ) : null}
      {error !== null && !perField && (
        <p className={styles.error} role="alert">
          <CircleAlert aria-hidden="true" /> {messageOf(error)}
        </p>
      )}
      <form className={styles.form} onSubmit={submit}>
        {fields((name) => fieldError(error, name))}
        <Button type="submit" tone="primary" className={styles.submit} disabled={busy}>
          {action}
        </Button>
      </form>
      <div className={styles.links}>{links}</div>
    </FullPage>
  );
}
