import { Languages, LoaderCircle } from "lucide-react";
import { useEffect, useState } from "react";
import { createAiApi } from "../api/ai-api";
import { messageOf } from "../api/problem";
import { useAsk } from "../app/context";
import { m, t } from "../i18n/t";
import { languageName } from "../text/languages";
import styles from "./TwoWay.module.css";

const AFTER_MS = 900;

type Preview = { of: string; text: string; error: boolean };

/** What a text becomes in another language, once the writing pauses. */
function usePreview(text: string, language: string): Preview | null {
  const ask = useAsk();
  const [preview, setPreview] = useState<Preview | null>(null);
  const wanted = text.trim();

  useEffect(() => {
    if (!wanted) return;
    let over = false;
    const timer = setTimeout(async () => {
      const show = (words: string, error: boolean) =>
        over || setPreview({ of: wanted, text: words, error });
      try {
        show((await createAiApi(ask).rewrite(wanted, "translate", language)).text, false);
      } catch (error) {
        show(messageOf(error), true);
      }
    }, AFTER_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [ask, wanted, language]);

  return wanted ? preview : null;
}

function Sent({ text, language }: { text: string; language: string }) {
  const preview = usePreview(text, language);
  if (!text.trim()) return null;
  const stale = preview?.of !== text.trim();
  return (
    <div className={styles.preview} data-stale={stale} data-testid="translation-preview">
      {preview ? (
        <p className={styles.text} data-error={preview.error} dir="auto" lang={language}>
          {preview.text}
        </p>
      ) : (
        <p className={styles.text}>
          <LoaderCircle aria-hidden="true" /> {t("Translating…")}
        </p>
      )}
    </div>
  );
}

type Props = { text: string; language: string; on: boolean; set: (on: boolean) => void };

/** Whether the customer receives their own language, and how it will read. */
export default function TwoWay({ text, language, on, set }: Props) {
  return (
    <div className={styles.twoWay}>
      <label className={styles.switch}>
        <input
          type="checkbox"
          role="switch"
          checked={on}
          aria-checked={on}
          data-testid="translate-reply"
          onChange={(event) => set(event.target.checked)}
        />
        <Languages aria-hidden="true" />
        <span>
          {t(on ? m("The customer receives {language}") : m("Translate to {language}"), {
            language: languageName(language),
          })}
        </span>
      </label>
      {on && <Sent text={text} language={language} />}
    </div>
  );
}
