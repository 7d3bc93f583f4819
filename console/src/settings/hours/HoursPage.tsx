import { type FormEvent, useState } from "react";
import type { HoursBody, OfficeHours } from "../../api/people-types";
import { fieldError, messageOf } from "../../api/problem";
import { settingsPath, usePlace } from "../../app/routes";
import { t } from "../../i18n/t";
import { Field } from "../../ui/Field";
import { useNow } from "../../ui/RelativeTime";
import { Select } from "../../ui/Select";
import { Switch } from "../ai/parts/Switch";
import { ConfirmButton } from "../ConfirmButton";
import { BackTo } from "../channels/BackTo";
import { Status } from "../channels/Status";
import { useAttempt } from "../channels/useAttempt";
import { useLoaded } from "../channels/useLoaded";
import styles from "../parts/admin.module.css";
import { Managed } from "../parts/Managed";
import { countries, isTimeZone } from "../parts/places";
import { SaveRow } from "../parts/SaveRow";
import { TimeZoneField } from "../parts/TimeZoneField";
import common from "../Settings.module.css";
import { usePeopleApi } from "../usePeopleApi";
import { Exceptions } from "./Exceptions";
import own from "./hours.module.css";
import { WeekGrid } from "./WeekGrid";
import { DAYS, dayRefusal, statusText } from "./week";

function fresh(): HoursBody {
  const day = () => [["09:00", "17:00"] as [string, string]];
  return {
    name: "",
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    week: { mon: day(), tue: day(), wed: day(), thu: day(), fri: day(), sat: [], sun: [] },
    holidays: null,
    exceptions: [],
    default: false,
  };
}

/** Why they can't be saved as they stand, or null. */
export function refusalOf({ name, time_zone, week, exceptions }: HoursBody): string | null {
  if (!name.trim()) return t("Give them a name");
  if (!isTimeZone(time_zone)) return t("Choose a time zone");
  const wrong = DAYS.find(({ id }) => dayRefusal(week[id]));
  if (wrong) return t("Correct {day}", { day: t(wrong.label) });
  if (exceptions.some(({ date }) => !date)) return t("Say the date of each exception");
  if (new Set(exceptions.map(({ date }) => date)).size < exceptions.length)
    return t("Each date can stand there once");
  return exceptions.some(({ spans }) => dayRefusal(spans)) ? t("Correct the exceptions") : null;
}

/** How it is now, from the server, which alone knows the holidays. */
export function Now({ hours }: { hours: OfficeHours }) {
  const api = usePeopleApi();
  const now = useNow();
  const { value } = useLoaded(hours.id, () => api.hoursStatus(hours.id));
  if (!value) return null;
  const tone = value.open ? "ok" : "off";
  return <Status told={{ tone, title: statusText(value, now), text: "" }} />;
}

type HolidayProps = {
  draft: HoursBody;
  saved: OfficeHours | null;
  failure: unknown;
  set: (holidays: HoursBody["holidays"]) => void;
};

const SHOWN = 5;

function Holidays({ draft, saved, failure, set }: HolidayProps) {
  const { holidays } = draft;
  const today = new Date().toISOString().slice(0, 10);
  const isSaved = JSON.stringify(holidays) === JSON.stringify(saved?.holidays ?? null);
  const next = (saved?.holiday_dates ?? []).filter(({ date }) => date >= today).slice(0, SHOWN);
  return (
    <>
      <div className={styles.pair}>
        <Select
          label={t("Public holidays of")}
          value={holidays?.country ?? ""}
          onChange={({ target }) =>
            set(target.value ? { country: target.value, subdivision: null } : null)
          }
        >
          <option value="">{t("No country: open as usual")}</option>
          {countries().map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
        {holidays && (
          <Field
            label={t("State or region (optional)")}
            dir="ltr"
            maxLength={40}
            placeholder="BY"
            help={t("Its ISO code, such as BY of {code}", { code: `${holidays.country}-BY` })}
            error={fieldError(failure, "holidays.subdivision")}
            value={holidays.subdivision ?? ""}
            onChange={({ target }) =>
              set({ ...holidays, subdivision: target.value.trim().toUpperCase() || null })
            }
          />
        )}
      </div>
      {holidays && !isSaved && (
        <p className={styles.help}>{t("Once saved, the next holidays are shown here.")}</p>
      )}
      {isSaved && next.length > 0 && (
        <dl className={own.holidays} aria-label={t("The next holidays")}>
          {next.map(({ date, name }) => (
            <div key={date} style={{ display: "contents" }}>
              <dt>{date}</dt>
              <dd dir="auto">{name}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

type Props = { hours: OfficeHours | null; reload: () => Promise<void> };

/** Office hours, or (null) new ones. */
export function HoursPage({ hours, reload }: Props) {
  const api = usePeopleApi();
  const { go } = usePlace();
  const [draft, setDraft] = useState<HoursBody>(() => {
    if (!hours) return fresh();
    const { id, holiday_dates, managed_by, ...body } = hours;
    return body;
  });
  const [isSaved, setSaved] = useState(false);
  const { busy, failure, run } = useAttempt();
  const removing = useAttempt();
  const managed = hours?.managed_by ?? null;

  function change(fields: Partial<HoursBody>) {
    setDraft((held) => ({ ...held, ...fields }));
    setSaved(false);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || refusalOf(draft)) return;
    const body = { ...draft, name: draft.name.trim() };
    const done = await run(async () => {
      const saved = hours ? await api.hours.change(hours.id, body) : await api.hours.create(body);
      await reload();
      if (!hours) go(settingsPath("hours", saved.id), { replace: true });
    });
    setSaved(done);
  }

  async function remove(id: string) {
    if (!(await removing.run(() => api.hours.remove(id)))) return;
    await reload();
    go(settingsPath("hours"), { replace: true });
  }

  return (
    <div className={common.form}>
      <BackTo href={settingsPath("hours")} name={t("Office hours")} />
      <h2 className={styles.title}>
        <bdi>{hours?.name ?? t("New office hours")}</bdi>
        {hours && <Now key={JSON.stringify(hours)} hours={hours} />}
      </h2>
      <Managed by={managed} />
      <form className={common.form} onSubmit={submit} aria-label={t("Office hours")}>
        <fieldset className={styles.plain} disabled={managed !== null}>
          <div className={styles.pair}>
            <Field
              label={t("Name")}
              dir="auto"
              maxLength={100}
              autoFocus={!hours}
              error={fieldError(failure, "name")}
              value={draft.name}
              onChange={({ target }) => change({ name: target.value })}
            />
            <TimeZoneField
              label={t("Time zone")}
              value={draft.time_zone}
              set={(time_zone) => change({ time_zone })}
            />
          </div>
          <WeekGrid week={draft.week} set={(week) => change({ week })} />
          <section className={styles.section} aria-label={t("Other days")}>
            <h3>{t("Holidays and other days")}</h3>
            <Holidays
              draft={draft}
              saved={hours}
              failure={failure}
              set={(holidays) => change({ holidays })}
            />
            <p className={common.hint}>
              {t("On these dates other hours hold; without any it is closed that day.")}
            </p>
            <Exceptions
              exceptions={draft.exceptions}
              set={(exceptions) => change({ exceptions })}
            />
          </section>
          <Switch
            label={t("Use these where none are named")}
            help={t("The company's hours: for every team and promise without hours of its own.")}
            on={draft.default}
            set={(on) => change({ default: on })}
          />
        </fieldset>
        {managed === null && (
          <SaveRow
            verb={hours ? t("Save") : t("Create")}
            busy={busy}
            failure={failure}
            fields={["name", "holidays.subdivision"]}
            isSaved={isSaved}
            refusal={refusalOf(draft)}
          >
            {hours && <ConfirmButton name={hours.name} confirm={() => remove(hours.id)} />}
          </SaveRow>
        )}
        {removing.failure !== null && (
          <p className={common.failure} role="alert">
            {messageOf(removing.failure)}
          </p>
        )}
      </form>
    </div>
  );
}
