import { Download, ImageOff } from "lucide-react";
import { useEffect, useState } from "react";
import { messageOf } from "../api/problem";
import type { Original as Mail, Message } from "../api/thread-types";
import { useActions } from "../app/context";
import { t } from "../i18n/t";
import { Marked } from "../ui/Marked";
import styles from "./MailHead.module.css";
import { framed, hasRemoteImages } from "./mail";

type Props = { entry: Message; as: "text" | "original" };

/**
 * A mail as it came. Its HTML is cleaned by the server, and stands in a frame in which nothing runs
 * and from which nothing leads out; pictures of others are fetched when the agent says so.
 */
export default function Original({ entry, as }: Props) {
  const { mailOf } = useActions();
  const [mail, setMail] = useState<Mail | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [remote, setRemote] = useState(false);
  const { id, conversation_id } = entry;

  useEffect(() => {
    let current = true;
    mailOf({ id, conversation_id })
      .then((found) => current && setMail(found))
      .catch((failure) => current && setError(messageOf(failure)));
    return () => {
      current = false;
    };
  }, [mailOf, id, conversation_id]);

  if (error) return <p className={styles.error}>{error}</p>;
  if (!mail) return <p className={styles.loading}>{t("Loading…")}</p>;
  const { html, full_text, source_url } = mail;
  if (as === "text" || !html) {
    return (
      <div className={styles.full}>
        <Marked text={full_text} />
        {as === "original" && <Source url={source_url} />}
      </div>
    );
  }
  return (
    <div className={styles.original}>
      <p className={styles.bar}>
        {!remote && hasRemoteImages(html, source_url) && (
          <>
            <ImageOff aria-hidden="true" />
            <span>{t("Pictures from elsewhere are not loaded.")}</span>
            <button type="button" onClick={() => setRemote(true)}>
              {t("Load images")}
            </button>
          </>
        )}
        <Source url={source_url} />
      </p>
      <iframe
        key={String(remote)}
        className={styles.frame}
        title={t("The mail as it was sent")}
        sandbox=""
        referrerPolicy="no-referrer"
        srcDoc={framed(html, source_url, remote)}
      />
    </div>
  );
}

function Source({ url }: { url: string | null }) {
  if (!url) return null;
  return (
    <a className={styles.source} href={url} download target="_blank" rel="noopener noreferrer">
      <Download aria-hidden="true" /> {t("Source|of a mail")}
    </a>
  );
}
