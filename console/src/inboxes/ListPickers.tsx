import { Flag } from "lucide-react";
import { useEffect } from "react";
import { useActions } from "../app/context";
import { usePlace } from "../app/routes";
import { usePeople } from "../commands/usePicked";
import { t } from "../i18n/t";
import { LabelDot } from "../ui/LabelDots";
import { type Option, Picker } from "../ui/Picker";
import { PriorityIcon } from "../ui/PriorityIcon";
import { SORTS } from "./sorts";
import { type FilterChoice, isOn, toggledFilter, useFilterChoices, useFilters } from "./useFilters";
import { useListQuery } from "./useListQuery";

type Props = { anchor: DOMRect | undefined; close: () => void };

function iconOf({ name, value, color }: FilterChoice) {
  if (color) return <LabelDot color={color} />;
  if (name === "important") return <Flag aria-hidden="true" />;
  if (name === "priority") {
    return <PriorityIcon priority={value as "low" | "medium" | "high" | "urgent"} />;
  }
  return undefined;
}

const idOf = ({ name, value }: FilterChoice) => `${name}:${value}`;

export function FilterPicker({ anchor, close }: Props) {
  const desk = useActions();
  const { filters, set } = useFilters();
  const choices = useFilterChoices();
  usePeople();

  useEffect(() => {
    desk.loadLabels();
  }, [desk]);

  const options = choices.map(
    (choice): Option => ({
      id: idOf(choice),
      name: choice.title,
      also: choice.section,
      section: choice.section,
      icon: iconOf(choice),
      state: isOn(filters, choice) ? "on" : "off",
    }),
  );
  return (
    <Picker
      label={t("Filter this list")}
      placeholder={t("Filter by…")}
      options={options}
      choose={({ id }) => {
        const choice = choices.find((each) => idOf(each) === id);
        if (choice) set(toggledFilter(filters, choice));
      }}
      close={close}
      anchor={anchor}
      many
      testId="filter-picker"
    />
  );
}

export function SortPicker({ anchor, close }: Props) {
  const desk = useActions();
  const { place } = usePlace();
  const { sort } = useListQuery();
  return (
    <Picker
      label={t("Sort this list")}
      placeholder={t("Sort by…")}
      options={SORTS.map(({ id, name, fact }) => ({
        id,
        name: t(name),
        fact: id === sort ? t("now|chosen") : t(fact),
      }))}
      choose={({ id }) => {
        const chosen = SORTS.find((each) => each.id === id);
        if (chosen) desk.setSort(place.inbox, chosen.id);
        close();
      }}
      close={close}
      anchor={anchor}
      testId="sort-picker"
    />
  );
}
