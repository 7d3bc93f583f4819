import { Braces } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { t } from "../i18n/t";
import { custom, isKey, VARIABLES, written } from "../text/template";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Modal } from "../ui/Modal";
import styles from "./Template.module.css";

type Props = { insert: (variable: string) => void };

/** What can be filled in, and what stands there when it is not known. */
function Choice({ insert }: Props) {
  const [fallback, setFallback] = useState("");
  const [key, setKey] = useState("");
  const list = useId();
  const attribute = key.trim().toLowerCase();
  const refusal = isKey(attribute) ? null : t("Letters, digits, dashes and underscores");
  const insertAttribute = () => !refusal && insert(written(custom(attribute), fallback));

  /** Enter would send the form that this stands in. */
  function onKey(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    if (attribute) insertAttribute();
  }

  return (
    <fieldset className={styles.variables} aria-label={t("Variables")} onKeyDown={onKey}>
      <Field
        label={t("When it is not known, write")}
        placeholder={t("Leave a gap to fill in")}
        dir="auto"
        maxLength={60}
        value={fallback}
        onChange={(event) => setFallback(event.target.value)}
      />
      <p id={list} className={styles.caption}>
        {t("Insert")}
      </p>
      <ul className={styles.choices} aria-labelledby={list}>
        {VARIABLES.map(({ name, label }) => (
          <li key={name}>
            <Button tone="ghost" onClick={() => insert(written(name, fallback))}>
              {t(label)}
            </Button>
          </li>
        ))}
      </ul>
      <div className={styles.attribute}>
        <Field
          label={t("An attribute of the contact")}
          placeholder="plan"
          maxLength={40}
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
        <Button refusal={refusal} onClick={insertAttribute}>
          {t("Insert")}
        </Button>
      </div>
    </fieldset>
  );
}

export function TemplateVariables({ insert }: Props) {
  const [anchor, setAnchor] = useState<DOMRect | null>(null);
  return (
    <>
      <Button
        tone="ghost"
        icon={<Braces />}
        aria-haspopup="dialog"
        data-testid="variables"
        onClick={(event) => setAnchor(event.currentTarget.getBoundingClientRect())}
      >
        {t("Variable")}
      </Button>
      {anchor && (
        <Modal label={t("Variables")} size="narrow" anchor={anchor} close={() => setAnchor(null)}>
          <Choice
            insert={(variable) => {
              setAnchor(null);
              // After the dialog has given focus back, so that the text has it in the end.
              setTimeout(() => insert(variable));
            }}
          />
        </Modal>
      )}
    </>
  );
}
