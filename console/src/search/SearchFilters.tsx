import type { SearchQuery, Status } from "../api/types";
import { useDesk } from "../app/context";
import { usePeople } from "../commands/usePicked";
import { useFilterChoices } from "../inboxes/useFilters";
import styles from "./SearchPane.module.css";

type Props = { query: SearchQuery; set: (change: Partial<SearchQuery>) => void };

const STATES: { id: Status; name: string }[] = [
  { id: "open", name: "Open" },
  { id: "snoozed", name: "Snoozed" },
  { id: "closed", name: "Closed" },
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
      <legend className="visually-hidden">Filters</legend>
      <Choice
        label="State"
        any="Any state"
        value={query.status}
        options={STATES}
        set={(status) => set({ status: status as Status })}
      />
      <Choice
        label="Agent"
        any="Anyone"
        value={query.agent}
        options={people}
        set={(agent) => set({ agent })}
      />
      <Choice
        label="Channel"
        any="Any channel"
        value={query.channel}
        options={channels}
        set={(channel) => set({ channel })}
      />
      <Choice
        label="Label"
        any="Any label"
        value={query.label}
        options={labels}
        set={(label) => set({ label })}
      />
      <span className={styles.dates}>
        <input
          type="date"
          aria-label="From"
          value={query.from ?? ""}
          max={query.to}
          onChange={(event) => set({ from: event.target.value })}
        />
        –
        <input
          type="date"
          aria-label="To"
          value={query.to ?? ""}
          min={query.from}
          onChange={(event) => set({ to: event.target.value })}
        />
      </span>
    </fieldset>
  );
}
