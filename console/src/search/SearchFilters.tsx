import type { SearchQuery, Status } from "../api/types";
import { useDesk } from "../app/context";
import { usePeople } from "../commands/usePicked";
import { m, t } from "../i18n/t";
import { useFilterChoices } from "../inboxes/useFilters";
import styles from "./SearchPane.module.css";

type Props = { query: SearchQuery; set: (change: Partial<SearchQuery>) => void };

const STATES: { id: Status; name: string }[] = [
  { id: "open", name: m("Open|state") },
  { id: "snoozed", name: m("Snoozed") },
  { id: "closed", name: m("Closed") },
];

type ChoiceProps = {
  label: string;
  any: string;
  value: string | undefined;
  options: readonly { id: string; name: string }[];
  set: (value: string) => void;
};

function Choice({ label, any, value = "", options, set }: ChoiceProps) {
  return (
    <select
      aria-label={label}
      value={value}
      data-on={value !== ""}
      onChange={(event) => set(event.target.value)}
    >
      <option value="">{any}</option>
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** Narrows a search down; all that is set must hold. */
export function SearchFilters({ query, set }: Props) {
  const people = usePeople();
  const labels = useDesk((desk) => desk.labels);
  const channels = useFilterChoices()
    .filter((choice) => choice.name === "channel")
    .map(({ value, title }) => ({ id: value, name: title }));
  return (
    <fieldset className={styles.filters}>
      <legend className="visually-hidden">{t("Filters")}</legend>
      <Choice
        label={t("State")}
        any={t("Any state")}
        value={query.status}
        options={STATES.map(({ id, name }) => ({ id, name: t(name) }))}
        set={(status) => set({ status: status as Status })}
      />
      <Choice
        label={t("Agent")}
        any={t("Anyone")}
        value={query.agent}
        options={people}
        set={(agent) => set({ agent })}
      />
      <Choice
        label={t("Channel")}
        any={t("Any channel")}
        value={query.channel}
        options={channels}
        set={(channel) => set({ channel })}
      />
      <Choice
        label={t("Label")}
        any={t("Any label")}
        value={query.label}
        options={labels}
        set={(label) => set({ label })}
      />
      <span className={styles.dates}>
        <input
          type="date"
          aria-label={t("From|date")}
          value={query.from ?? ""}
          max={query.to}
          onChange={(event) => set({ from: event.target.value })}
        />
        –
        <input
          type="date"
          aria-label={t("To|date")}
          value={query.to ?? ""}
          min={query.from}
          onChange={(event) => set({ to: event.target.value })}
        />
      </span>
    </fieldset>
  );
}
