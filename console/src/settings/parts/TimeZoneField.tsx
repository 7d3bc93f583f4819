import { useId, useMemo } from "react";
import { t } from "../../i18n/t";
import { Field } from "../../ui/Field";
import { useNow } from "../../ui/RelativeTime";
import { clockIn, isTimeZone, timeZones } from "./places";

type Props = {
  label: string;
  value: string;
  set: (name: string) => void;
  /** What an empty field means; without it there must be one. */
  empty?: string;
  disabled?: boolean;
};

/** A time zone, found by typing a part of its name. */
export function TimeZoneField({ label, value, set, empty, disabled }: Props) {
  const id = useId();
  const now = useNow();
  const known = useMemo(timeZones, []);
  const isOne = isTimeZone(value);
  const error = value && !isOne ? t("Choose one of the list, such as Europe/Oslo") : undefined;
  return (
    <>
      <Field
        label={label}
        list={id}
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        placeholder={empty ?? t("Type a city")}
        disabled={disabled}
        error={error}
        help={isOne ? t("It is {time} there", { time: clockIn(value, now) }) : undefined}
        value={value}
        onChange={(event) => set(event.target.value.trim().replaceAll(" ", "_"))}
      />
      <datalist id={id}>
        {known.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
