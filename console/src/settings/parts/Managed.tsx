import { FileLock2 } from "lucide-react";
import { t } from "../../i18n/t";
import { tx } from "../../i18n/tx";
import styles from "./admin.module.css";

/** Says where something is changed that is declared outside of the console. */
export function Managed({ by }: { by: string | null }) {
  if (by === null) return null;
  return (
    <p className={styles.managed} role="note">
      <FileLock2 aria-hidden="true" />
      <span>
        {tx("This is declared in the stack {stack}. Change it there; here it can only be read.", {
          stack: <strong>{by}</strong>,
        })}
      </span>
    </p>
  );
}

/** In a list, in one word. */
export function ManagedMark({ by }: { by: string | null }) {
  if (by === null) return null;
  return (
    <span className={styles.mark} title={t("Declared in the stack {stack}", { stack: by })}>
      <FileLock2 aria-hidden="true" /> {t("Managed")}
    </span>
  );
}
