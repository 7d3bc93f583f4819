import { RotateCcw } from "lucide-react";
import { t } from "../../i18n/t";
import { Button } from "../../ui/Button";
import common from "../Settings.module.css";
import styles from "./channels.module.css";

type Props = { error: string; retry: () => void; rows?: number };

const LINES = ["first", "second", "third", "fourth"];

/** In place of what is still asked for, or could not be had. */
export function Waiting({ error, retry, rows = 4 }: Props) {
  if (error) {
    return (
      <div className={common.form}>
        <p className={common.failure} role="alert">
          {error}
        </p>
        <p>
          <Button icon={<RotateCcw />} onClick={retry}>
            {t("Try again")}
          </Button>
        </p>
      </div>
    );
  }
  return (
    <div className={styles.skeleton} role="status" aria-label={t("Loading")}>
      {LINES.slice(0, rows).map((line) => (
        <span key={line} />
      ))}
    </div>
  );
}
