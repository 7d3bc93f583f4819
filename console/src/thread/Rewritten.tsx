import { Undo2, WandSparkles } from "lucide-react";
import { t } from "../i18n/t";
import styles from "./Rewritten.module.css";

/** Says what was done with the draft, and takes it back. */
export function Rewritten({ what, undo }: { what: string; undo: () => void }) {
  return (
    <p className={styles.rewritten} role="status">
      <WandSparkles aria-hidden="true" />
      <span>{t(what)}</span>
      <button type="button" data-testid="rewrite-undo" onClick={undo}>
        <Undo2 aria-hidden="true" /> {t("Undo")}
      </button>
    </p>
  );
}
