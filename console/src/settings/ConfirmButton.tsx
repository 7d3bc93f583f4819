import { Trash2 } from "lucide-react";
import { useState } from "react";
import { t } from "../i18n/t";
import { Button } from "../ui/Button";

type Props = { name: string; confirm: () => void };

/** What can't be undone asks once more, in the same place. */
export function ConfirmButton({ name, confirm }: Props) {
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <Button
        tone="ghost"
        icon={<Trash2 />}
        aria-label={t("Delete {name}", { name })}
        onClick={() => setAsked(true)}
      />
    );
  }
  return (
    <Button
      autoFocus
      aria-label={t("Really delete {name}", { name })}
      onClick={confirm}
      onBlur={() => setAsked(false)}
    >
      {t("Delete?")}
    </Button>
  );
}
