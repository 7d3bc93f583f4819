import { useId } from "react";
import { t } from "../../i18n/t";
import { useLoaded } from "../../settings/channels/useLoaded";
import field from "../../ui/Field.module.css";
import { useKnowledgeApi } from "../api";

type Props = { value: string | null; set: (category: string | null) => void };

/** Free words; those that other articles stand under are offered. */
export function CategoryField({ value, set }: Props) {
  const id = useId();
  const api = useKnowledgeApi();
  const others = useLoaded("categories", () => api.articles());
  const known = new Set(others.value?.items.map((each) => each.category).filter(Boolean));
  return (
    <div className={field.field}>
      <label htmlFor={id}>{t("Category")}</label>
      <input
        id={id}
        dir="auto"
        list={`${id}-known`}
        maxLength={60}
        placeholder={t("None|category")}
        value={value ?? ""}
        onChange={(event) => set(event.target.value.trimStart() || null)}
      />
      <datalist id={`${id}-known`}>
        {[...known].map((each) => (
          <option key={each} value={each ?? ""} />
        ))}
      </datalist>
    </div>
  );
}
