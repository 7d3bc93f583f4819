import { Eye } from "lucide-react";
import { useActions } from "../app/context";
import { t } from "../i18n/t";
import { Button } from "../ui/Button";
import styles from "./Preview.module.css";

/** Says that looking is free: only replying or taking assigns the conversation. */
export function Preview({ id }: { id: string }) {
  const { take } = useActions();
  return (
    <div className={styles.preview} role="note">
      <Eye aria-hidden="true" />
      <span className={styles.words}>{t("Replying will assign this to you")}</span>
      <Button tone="ghost" className={styles.take} onClick={() => take(id)}>
        {t("Take")}
      </Button>
    </div>
  );
}
