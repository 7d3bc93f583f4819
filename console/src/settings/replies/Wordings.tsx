import { X } from "lucide-react";
import { t } from "../../i18n/t";
import { COMMON, languageName } from "../../text/languages";
import { Button } from "../../ui/Button";
import { Select } from "../../ui/Select";
import { LongField } from "../channels/LongField";
import common from "../Settings.module.css";

type Texts = Readonly<Record<string, string>>;

/** The same in other languages, for customers who write in them. */
export function Wordings({ texts, set }: { texts: Texts; set: (texts: Texts) => void }) {
  const others = COMMON.filter((tag) => !(tag in texts));
  return (
    <>
      {Object.entries(texts).map(([tag, text]) => (
        <div key={tag} className={common.form}>
          <LongField
            label={t("For customers who write in {language}", { language: languageName(tag) })}
            maxLength={2000}
            lang={tag}
            value={text}
            onChange={({ target }) => set({ ...texts, [tag]: target.value })}
          />
          <p>
            <Button
              tone="ghost"
              icon={<X />}
              onClick={() => {
                const { [tag]: _, ...kept } = texts;
                set(kept);
              }}
            >
              {t("Without {language}", { language: languageName(tag) })}
            </Button>
          </p>
        </div>
      ))}
      <Select
        label={t("Another language")}
        value=""
        onChange={({ target }) => set({ ...texts, [target.value]: "" })}
      >
        <option value="">{t("Add a language…")}</option>
        {others.map((tag) => (
          <option key={tag} value={tag}>
            {languageName(tag)}
          </option>
        ))}
      </Select>
    </>
  );
}
