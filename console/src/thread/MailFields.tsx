import { X } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useId, useState } from "react";
import { t } from "../i18n/t";
import styles from "./MailFields.module.css";
import { addressesIn } from "./mail";

type Props = {
  subject: string;
  cc: readonly string[];
  setSubject: (subject: string) => void;
  setCc: (cc: string[]) => void;
};

/** Who else gets a mail: chips, made by Enter, comma, space, pasting, or by going on. */
export function CopyTo({ cc, setCc }: Pick<Props, "cc" | "setCc">) {
  const [text, setText] = useState("");
  const id = useId();
  const [wrong, setWrong] = useState(false);

  function add(words: string): boolean {
    const { found, rest } = addressesIn(words);
    if (found.length === 0) return false;
    const known = new Set(cc.map((each) => each.toLowerCase()));
    setCc([...cc, ...found.filter((each) => !known.has(each.toLowerCase()))]);
    setText(rest);
    return true;
  }

  function onKey(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (["Enter", ",", ";", " "].includes(event.key)) {
      event.preventDefault();
      setWrong(text.trim() !== "" && !add(text));
    } else if (event.key === "Backspace" && text === "" && cc.length > 0) {
      setCc(cc.slice(0, -1));
    }
  }

  function onPaste(event: ClipboardEvent) {
    if (add(event.clipboardData.getData("text"))) event.preventDefault();
  }

  return (
    <div className={styles.line}>
      <label className={styles.label} htmlFor={id}>
        {t("Cc")}
      </label>
      <ul className={styles.chips} aria-label={t("Copies to")}>
        {cc.map((address) => (
          <li key={address} className={styles.chip}>
            <span>{address}</span>
            <button
              type="button"
              aria-label={t("Remove {name}", { name: address })}
              onClick={() => setCc(cc.filter((each) => each !== address))}
            >
              <X aria-hidden="true" />
            </button>
          </li>
        ))}
        <li className={styles.entry}>
          <input
            id={id}
            type="text"
            inputMode="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            aria-invalid={wrong || undefined}
            placeholder={cc.length === 0 ? t("Add someone") : ""}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setWrong(false);
            }}
            onKeyDown={onKey}
            onPaste={onPaste}
            onBlur={() => setWrong(!add(text) && text.trim() !== "")}
          />
        </li>
      </ul>
    </div>
  );
}

/** What only mail has, above its text. */
export function MailFields({ subject, cc, setSubject, setCc }: Props) {
  const id = useId();
  return (
    <div className={styles.fields}>
      <div className={styles.line}>
        <label className={styles.label} htmlFor={id}>
          {t("Subject")}
        </label>
        <input
          id={id}
          className={styles.subject}
          dir="auto"
          maxLength={200}
          placeholder={t("No subject")}
          value={subject}
          onChange={(event) => setSubject(event.target.value)}
        />
      </div>
      <CopyTo cc={cc} setCc={setCc} />
    </div>
  );
}
