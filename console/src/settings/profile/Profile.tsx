/** What a user says about themselves, and how the console speaks to them. */
import type { Me } from "../../api/people-types";
import { fieldError } from "../../api/problem";
import { useActions, useDesk } from "../../app/context";
import { languageFor, t } from "../../i18n/t";
import { COMMON, languageName } from "../../text/languages";
import { Field } from "../../ui/Field";
import { Select } from "../../ui/Select";
import styles from "../parts/admin.module.css";
import { NumberField } from "../parts/NumberField";
import { countries, isTimeZone } from "../parts/places";
import { SaveRow } from "../parts/SaveRow";
import { TimeZoneField } from "../parts/TimeZoneField";
import common from "../Settings.module.css";
import { useEdited } from "../useEdited";
import { usePeopleApi } from "../usePeopleApi";
import { Numbers } from "./Numbers";
import { Photo } from "./Photo";

/** What choosing a language does. */
export function languageTold(language: string): string {
  if (!language) return "";
  const values = { language: languageName(language) };
  return languageFor(language)
    ? t("The console speaks {language}.", values)
    : t("Dates and numbers are as in {language}. The console's words are in English.", values);
}

/** Why it can't be saved as it stands, or null. */
function refusalOf({ name, time_zone }: { name: string; time_zone: string }): string | null {
  if (!name.trim()) return t("Say your name");
  return time_zone && !isTimeZone(time_zone) ? t("Choose a time zone of the list") : null;
}

function Form({ me }: { me: Me }) {
  const api = usePeopleApi();
  const desk = useActions();
  const { title, phone, language, country, time_zone } = me.profile;
  const first = {
    name: me.name,
    title: title ?? "",
    phone: phone ?? "",
    language: language ?? "",
    country: country ?? "",
    time_zone: time_zone ?? "",
    limit: me.limit,
  };
  const form = useEdited(
    first,
    async (draft) => {
      const said = Object.fromEntries(
        Object.entries(draft).map(([name, value]) => [
          name,
          typeof value === "string" ? value.trim() || null : value,
        ]),
      );
      desk.store.setState({ me: await api.changeMe(said) });
      return undefined;
    },
    refusalOf,
  );
  const { draft, change, failure } = form;
  const text = (name: "name" | "title" | "phone", label: string, more = {}) => (
    <Field
      label={label}
      dir="auto"
      maxLength={100}
      error={fieldError(failure, name)}
      value={draft[name]}
      onChange={({ target }) => change({ [name]: target.value })}
      {...more}
    />
  );
  const told = languageTold(draft.language);
  return (
    <form className={common.form} onSubmit={form.submit} aria-label={t("Profile")}>
      <div className={styles.pair}>
        {text("name", t("Name"), { autoComplete: "name" })}
        {text("title", t("Title|job"), { placeholder: t("Support lead") })}
        {text("phone", t("Phone, for colleagues"), { type: "tel", dir: "ltr" })}
        <Select
          label={t("Country")}
          value={draft.country}
          onChange={({ target }) => change({ country: target.value })}
        >
          <option value="">{t("Not said")}</option>
          {countries().map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
        <div className={styles.stack}>
          <Select
            label={t("Language")}
            value={draft.language}
            onChange={({ target }) => change({ language: target.value })}
          >
            <option value="">{t("As your browser has it")}</option>
            {[...new Set([...COMMON, ...(draft.language ? [draft.language] : [])])].map((tag) => (
              <option key={tag} value={tag}>
                {languageName(tag)}
              </option>
            ))}
          </Select>
          {told && <p className={styles.help}>{told}</p>}
        </div>
        <TimeZoneField
          label={t("Time zone")}
          empty={t("As your browser has it")}
          value={draft.time_zone}
          set={(time_zone) => change({ time_zone })}
        />
        <NumberField
          label={t("Most work at once")}
          unit={t("conversations")}
          min={1}
          max={1000}
          empty={t("Any|number")}
          help={t("The lower of this and the company's limit counts.")}
          error={fieldError(failure, "limit")}
          value={draft.limit}
          set={(limit) => change({ limit })}
        />
      </div>
      <SaveRow
        busy={form.busy}
        failure={failure}
        fields={["name", "title", "phone", "limit"]}
        isSaved={form.isSaved}
        refusal={form.refusal}
      />
    </form>
  );
}

export default function Profile() {
  const me = useDesk((desk) => desk.me);
  if (!me) return null;
  return (
    <div className={common.form}>
      <Photo me={me} />
      <Form me={me} />
      <Numbers me={me} />
    </div>
  );
}
