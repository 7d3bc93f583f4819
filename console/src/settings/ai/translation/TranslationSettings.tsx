/** Settings of translation: what is translated by itself, into what, and which words are ours. */
import type { TranslationSettings as Settled, TranslationChange } from "@switchboard/protocol";
import { type FormEvent, useState } from "react";
import { useActions } from "../../../app/context";
import { t } from "../../../i18n/t";
import { languageOptions } from "../../../knowledge/languages";
import { Button } from "../../../ui/Button";
import { Select } from "../../../ui/Select";
import { sentenceOf, useAttempt } from "../../channels/useAttempt";
import { useLoaded } from "../../channels/useLoaded";
import { Waiting } from "../../channels/Waiting";
import common from "../../Settings.module.css";
import { useMay } from "../../useMay";
import { Switch } from "../parts/Switch";
import { useAiApi } from "../useAiApi";
import { Glossary } from "./Glossary";
import { refusalOf, tidied } from "./terms";

type FormProps = { saved: Settled; put: (translation: Settled) => void };

/** Who translates is told and not settled. */
function changeOf({
  automatic,
  language,
  two_way,
  formality,
  glossary,
}: TranslationChange): TranslationChange {
  return { automatic, language, two_way, formality, glossary: tidied(glossary) };
}

function TranslationForm({ saved, put }: FormProps) {
  const api = useAiApi();
  const { store } = useActions();
  const mayChange = useMay("settings.manage");
  const [draft, setDraft] = useState(saved);
  const [isSaved, setSaved] = useState(false);
  const { busy, failure, run } = useAttempt();
  const sentence = sentenceOf(failure, []);
  const refusal = refusalOf(draft.glossary);

  function change(fields: Partial<TranslationChange>) {
    setDraft((held) => ({ ...held, ...fields }));
    setSaved(false);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || refusal) return;
    const done = await run(async () => {
      const { translation } = await api.saveTranslation(changeOf(draft));
      setDraft(translation);
      put(translation);
      // Conversations are read and written by it from now on.
      store.setState(({ settings, rules }) => ({
        settings: settings && { ...settings, translation },
        rules: rules && { ...rules, translation },
      }));
    });
    setSaved(done);
  }

  return (
    <form className={common.form} onSubmit={submit} aria-label={t("Translation")}>
      {!mayChange && <p className={common.hint}>{t("Only admins can change these.")}</p>}
      {!saved.provider.available && (
        <p className={common.hint} role="note">
          {t("{provider} can't be reached from here, so nothing is translated yet.", {
            provider: saved.provider.name,
          })}
        </p>
      )}
      <fieldset className={common.fields} disabled={!mayChange}>
        <Select
          label={t("Your team reads")}
          value={draft.language}
          onChange={(event) => change({ language: event.target.value })}
        >
          {languageOptions(draft.language).map(({ tag, name }) => (
            <option key={tag} value={tag}>
              {name}
            </option>
          ))}
        </Select>
        <Switch
          label={t("Translate what customers write")}
          help={t(
            "Messages in another language come with their translation; the original is one click away.",
          )}
          on={draft.automatic}
          set={(automatic) => change({ automatic })}
        />
        <Switch
          label={t("Translate what agents write")}
          help={t(
            "Agents write in their language and customers read theirs. Both texts stay in the conversation.",
          )}
          on={draft.two_way}
          set={(two_way) => change({ two_way })}
        />
        <Select
          label={t("How customers are addressed")}
          value={draft.formality ?? ""}
          onChange={(event) =>
            change({ formality: (event.target.value || null) as TranslationChange["formality"] })
          }
        >
          <option value="">{t("As the translation finds fit")}</option>
          <option value="formal">{t("Formally (Sie, vous)")}</option>
          <option value="informal">{t("Informally (du, tu)")}</option>
        </Select>
        <Glossary
          terms={draft.glossary}
          language={draft.language}
          set={(glossary) => change({ glossary })}
        />
      </fieldset>
      {sentence && (
        <p className={common.failure} role="alert">
          {sentence}
        </p>
      )}
      {mayChange && (
        <p className={common.buttons}>
          <Button tone="primary" type="submit" disabled={busy} refusal={refusal}>
            {t("Save")}
          </Button>
          <span role="status" className={common.saved}>
            {isSaved && t("Saved")}
          </span>
        </p>
      )}
    </form>
  );
}

export default function TranslationSettings() {
  const api = useAiApi();
  const { value, error, reload, put } = useLoaded("translation", api.translation);
  if (!value) return <Waiting error={error} retry={reload} />;
  return <TranslationForm saved={value.translation} put={(translation) => put({ translation })} />;
}
