import { Fragment, type ReactNode, useEffect } from "react";
import styles from "./Typeahead.module.css";

export type Suggested = {
  id: string;
  name: string;
  /** Further words that find it. */
  also?: string;
  /** What it is called while typing, such as a short code. */
  code?: string | null;
  fact?: string | undefined;
  icon?: ReactNode;
  /** Under which heading it stands. */
  section?: string;
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
        <Fragment key={option.id}>
          {option.section && option.section !== options[index - 1]?.section && (
            <p className={styles.section} role="presentation">
              {option.section}
            </p>
          )}
          <div
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
            <span className={styles.name} dir="auto" title={option.name}>
              {option.name}
            </span>
            {option.code && <code className={styles.code}>/{option.code}</code>}
            <span className={styles.fact} dir="auto">
              {option.fact}
            </span>
          </div>
        </Fragment>
      ))}
    </div>
  );
}
