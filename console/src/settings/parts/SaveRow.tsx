import type { ReactNode } from "react";
import { t } from "../../i18n/t";
import { Button } from "../../ui/Button";
import { sentenceOf } from "../channels/useAttempt";
import common from "../Settings.module.css";

type Props = {
  verb?: string;
  busy: boolean;
  failure: unknown;
  isSaved?: boolean;
  /** Why it can't be saved yet. */
  refusal?: string | null;
  /** Fields that say their own part of a refusal. */
  fields?: readonly string[];
  cancel?: (() => void) | undefined;
  children?: ReactNode;
};

/** The end of a form: what went wrong, the button, and that it is saved. */
export function SaveRow(props: Props) {
  const { verb = t("Save"), busy, failure, isSaved, refusal = null, fields = [], cancel } = props;
  const sentence = sentenceOf(failure, fields);
  return (
    <>
      {sentence && (
        <p className={common.failure} role="alert">
          {sentence}
        </p>
      )}
      <p className={common.buttons}>
        <Button tone="primary" type="submit" disabled={busy} refusal={refusal}>
          {verb}
        </Button>
        {cancel && <Button onClick={cancel}>{t("Cancel")}</Button>}
        {props.children}
        <span role="status" className={common.saved}>
          {isSaved && t("Saved")}
        </span>
      </p>
    </>
  );
}
