import { FileLock2 } from "lucide-react";
import styles from "./admin.module.css";

/** Says where something is changed that is declared outside of the console. */
export function Managed({ by }: { by: string | null }) {
  if (by === null) return null;
  return (
    <p className={styles.managed} role="note">
      <FileLock2 aria-hidden="true" />
      <span>
        This is declared in the stack <strong>{by}</strong>. Change it there; here it can only be
        read.
      </span>
    </p>
  );
}

/** In a list, in one word. */
export function ManagedMark({ by }: { by: string | null }) {
  if (by === null) return null;
  return (
    <span className={styles.mark} title={`Declared in the stack ${by}`}>
      <FileLock2 aria-hidden="true" /> Managed
    </span>
  );
}
