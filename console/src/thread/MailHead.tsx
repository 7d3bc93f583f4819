import { ChevronDown, ShieldAlert } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { MailFacts, Message } from "../api/thread-types";
import { t } from "../i18n/t";
import styles from "./MailHead.module.css";
import { doubts } from "./mail";

const Original = lazy(() => import("./Original"));

function Line({ name, addresses }: { name: string; addresses: readonly string[] }) {
  if (addresses.length === 0) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{addresses.join(", ")}</dd>
    </div>
  );
}

/** Subject, who it is from and to, and a mark where the sender could not be verified. */
export function MailHead({ mail }: { mail: MailFacts }) {
  const [open, setOpen] = useState(false);
  const failed = doubts(mail);
  const others = mail.cc.length;
  return (
    <div className={styles.mail} data-testid="mail">
      <p className={styles.subject}>
        <span dir="auto">{mail.subject || t("No subject")}</span>
        <button
          type="button"
          className={styles.more}
          aria-expanded={open}
          aria-label={t("From, to and copies")}
          onClick={() => setOpen(!open)}
        >
          {others > 0 && `+${others}`}
          <ChevronDown aria-hidden="true" />
        </button>
      </p>
      {mail.automatic && <p className={styles.automatic}>{t("Automatic reply")}</p>}
      {failed && (
        <p className={styles.doubt} title={t("{checks} failed", { checks: failed })}>
          <ShieldAlert aria-hidden="true" /> {t("Not verified: the sender may be someone else")}
        </p>
      )}
      {open && (
        <dl className={styles.people}>
          <Line name={t("From|sender")} addresses={mail.from ? [mail.from] : []} />
          <Line name={t("To|recipient")} addresses={mail.to} />
          <Line name={t("Cc")} addresses={mail.cc} />
          {failed && <Line name={t("Failed")} addresses={[failed]} />}
        </dl>
      )}
    </div>
  );
}

/** Behind the new words: what they answered, and the mail as it was sent. */
export function MailFoot({ entry, mail }: { entry: Message; mail: MailFacts }) {
  const [shown, setShown] = useState<"text" | "original" | null>(null);
  if (!mail.cut && !mail.html && entry.type === "message.sent") return null;
  const toggle = (what: "text" | "original") => setShown(shown === what ? null : what);
  return (
    <div className={styles.foot}>
      <p className={styles.ways}>
        {mail.cut && (
          <button type="button" aria-expanded={shown === "text"} onClick={() => toggle("text")}>
            {shown === "text" ? t("Hide quoted text") : t("Show quoted text")}
          </button>
        )}
        <button
          type="button"
          aria-expanded={shown === "original"}
          onClick={() => toggle("original")}
        >
          {shown === "original" ? t("Hide original") : t("Show original")}
        </button>
      </p>
      {shown && (
        <Suspense fallback={<p className={styles.loading}>{t("Loading…")}</p>}>
          <Original entry={entry} as={shown} />
        </Suspense>
      )}
    </div>
  );
}
