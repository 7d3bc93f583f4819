import type { ReactNode } from "react";
import { useEffect } from "react";
import styles from "./Typeahead.module.css";

export type Suggested = {
  id: string;
  name: string;
  fact?: string | undefined;
  icon?: ReactNode;
};

type Props = {
  id: string;
  label: string;
  options: readonly Suggested[];
  current: number;
  choose: (option: Suggested) => void;
  point: (index: number) => void;
};

export const optionId = (id: string, index: number) => `${id}-${index}`;

/** What fits the words being typed; the field keeps the focus and tells which one is current. */
export function Typeahead({ id, label, options, current, choose, point }: Props) {
  const currentId = optionId(id, current);
  useEffect(() => {
    document.getElementById(currentId)?.scrollIntoView({ block: "nearest" });
  }, [currentId]);

  return (
    <div id={id} className={styles.list} role="listbox" aria-label={label} data-testid="typeahead">
      {options.map((option, index) => (
        <div
          key={option.id}
          id={optionId(id, index)}
          className={styles.option}
          role="option"
          tabIndex={-1}
          aria-selected={index === current}
          onPointerMove={() => point(index)}
          // The field must not lose its caret to the press.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => choose(option)}
          onKeyDown={(event) => event.key === "Enter" && choose(option)}
        >
          {option.icon}
          <span className={styles.name} dir="auto">
            {option.name}
          </span>
          <span className={styles.fact} dir="auto">
            {option.fact}
          </span>
        </div>
      ))}
    </div>
  );
}
