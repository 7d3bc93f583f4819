import { type ReactNode, useId } from "react";
import { m, t } from "../../i18n/t";
import styles from "../parts/admin.module.css";
import type { Distribution as Kind } from "./told";

/** Conversations as squares, agents as circles: waiting, going, or asked for first. */
const PICTURES: Record<Kind, ReactNode> = {
  manual: (
    <>
      <rect x="6" y="10" width="14" height="16" rx="3" />
      <rect x="11" y="7" width="14" height="16" rx="3" opacity="0.5" />
      <path d="M50 18H34m5-5-5 5 5 5" />
      <circle cx="58" cy="18" r="6" />
    </>
  ),
  automatic: (
    <>
      <rect x="6" y="10" width="14" height="16" rx="3" />
      <path d="M26 18h18m-5-5 5 5-5 5" />
      <circle cx="58" cy="18" r="6" fill="currentColor" />
    </>
  ),
  offer: (
    <>
      <rect x="6" y="10" width="14" height="16" rx="3" />
      <path d="M26 18h18m-5-5 5 5-5 5" strokeDasharray="4 3" />
      <circle cx="58" cy="18" r="6" />
      <path d="m55.5 18 2 2 3.5-4" />
    </>
  ),
};

const WAYS: { id: Kind; name: string; text: string }[] = [
  {
    id: "manual",
    name: m("By hand"),
    text: m("They wait in Unassigned; agents take what they choose."),
  },
  {
    id: "automatic",
    name: m("Automatic"),
    text: m("Each is given to an available agent at once."),
  },
  {
    id: "offer",
    name: m("By offer"),
    text: m("An available agent is asked first, and accepts or rejects."),
  },
];

/** One of three ways, each explained and drawn. */
export function Distribution({ value, set }: { value: Kind; set: (kind: Kind) => void }) {
  const name = useId();
  return (
    <fieldset className={styles.choices}>
      <legend className="visually-hidden">{t("How conversations find an agent")}</legend>
      {WAYS.map((way) => (
        <label key={way.id} className={styles.choice}>
          <input
            type="radio"
            name={name}
            checked={value === way.id}
            onChange={() => set(way.id)}
            aria-describedby={`${name}-${way.id}`}
            aria-label={t(way.name)}
          />
          <svg
            viewBox="0 0 72 36"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.75"
            strokeLinecap="round"
            strokeLinejoin="round"
            aria-hidden="true"
          >
            {PICTURES[way.id]}
          </svg>
          <span className={styles.choiceName}>{t(way.name)}</span>
          <span id={`${name}-${way.id}`} className={styles.help}>
            {t(way.text)}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
