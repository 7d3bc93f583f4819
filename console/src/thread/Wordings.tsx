import { useEffect, useState } from "react";
import { messageOf } from "../api/problem";
import type { Message, Wording } from "../api/thread-types";
import { useActions } from "../app/context";
import { t } from "../i18n/t";
import { absoluteTime } from "../text/time";
import { Marked } from "../ui/Marked";
import { Modal } from "../ui/Modal";
import styles from "./Wordings.module.css";

type Props = { entry: Message; anchor?: DOMRect | undefined; close: () => void };

/** How a message read before it was edited. */
export default function Wordings({ entry, anchor, close }: Props) {
  const { wordingsOf } = useActions();
  const [wordings, setWordings] = useState<Wording[] | null>(null);
  const [error, setError] = useState<string | null>(null);

  useEffect(() => {
    let current = true;
    wordingsOf(entry)
      .then((items) => current && setWordings(items))
      .catch((failure) => current && setError(messageOf(failure)));
    return () => {
      current = false;
    };
  }, [wordingsOf, entry]);

  return (
    <Modal label={t("Earlier wordings")} close={close} anchor={anchor} size="narrow">
      <div className={styles.wordings} aria-busy={!wordings && !error}>
        <h2 className={styles.title}>{t("Earlier wordings")}</h2>
        {error && <p className={styles.error}>{error}</p>}
        {!wordings && !error && <p className={styles.by}>{t("Loading…")}</p>}
        {wordings?.length === 0 && <p className={styles.by}>{t("There are none.")}</p>}
        <ol className={styles.list}>
          {wordings?.map(({ text, by, at }) => (
            <li key={at}>
              <div className={styles.text}>
                <Marked text={text} format={entry.data.format} />
              </div>
              <p className={styles.by}>
                <span dir="auto">{by.name}</span> · {absoluteTime(at)}
              </p>
            </li>
          ))}
        </ol>
      </div>
    </Modal>
  );
}
