import { Check, Minus } from "lucide-react";
import { Fragment, type KeyboardEvent, type ReactNode, useEffect, useId, useState } from "react";
import { t } from "../i18n/t";
import { Modal } from "./Modal";
import styles from "./Picker.module.css";

export type Option = {
  id: string;
  name: string;
  /** Further words that find it. */
  also?: string;
  icon?: ReactNode;
  /** Said after the name, in supporting words. */
  fact?: ReactNode;
  section?: string;
  /** `some`: on a part of what is being changed. */
  state?: "on" | "some" | "off";
  keys?: string[];
  /** Why it can't be chosen now. */
  refusal?: string | null;
};

type Props = {
  label: string;
  placeholder: string;
  options: readonly Option[];
  /** Offered for words that name no option, such as a label to be made. */
  extra?: (query: string) => Option[];
  choose: (option: Option, query: string) => void;
  close: () => void;
  anchor?: DOMRect | undefined;
  size?: "narrow" | "wide";
  /** Several can be on at once, so it stays open. */
  many?: boolean;
  busy?: boolean;
  /** Told of what is typed, where somebody else finds the options. */
  onQuery?: (query: string) => void;
  testId?: string;
  footer?: ReactNode;
};

/** Options whose words begin with, or hold, every word of the query. */
export function narrowed<One extends Pick<Option, "name" | "also">>(
  options: readonly One[],
  query: string,
): One[] {
  const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  const words = plain(query).split(/\s+/).filter(Boolean);
  return options.filter(({ name, also = "" }) => {
    const text = plain(`${name} ${also}`);
    return words.every((word) => text.includes(word));
  });
}

function Row({ option, current }: { option: Option; current: boolean }) {
  return (
    <>
      {option.state && (
        <span className={styles.mark} data-state={option.state} data-current={current}>
          {option.state === "on" && <Check />}
          {option.state === "some" && <Minus />}
        </span>
      )}
      {option.icon && <span className={styles.icon}>{option.icon}</span>}
      <span className={styles.name} dir="auto" title={option.name}>
        {option.name}
      </span>
      <span className={styles.fact}>{option.refusal ?? option.fact}</span>
      {!option.refusal && option.keys?.map((cap) => <kbd key={cap}>{cap}</kbd>)}
    </>
  );
}

/** One list for every choice: type to narrow, arrows to move, Enter to choose, Escape to leave. */
export function Picker(props: Props) {
  const { label, placeholder, options, extra, choose, close, many, onQuery } = props;
  const [query, setQuery] = useState("");
  const [index, setIndex] = useState(0);
  const id = useId();
  const found = [
    ...(onQuery ? options : narrowed(options, query)),
    ...(extra ? extra(query.trim()) : []),
  ];
  const at = Math.min(index, found.length - 1);
  const current = found[at];
  const optionId = (option: Option) => `${id}-${option.id}`;
  const currentId = current && optionId(current);

  useEffect(() => {
    if (currentId) document.getElementById(currentId)?.scrollIntoView({ block: "nearest" });
  }, [currentId]);

  function take(option: Option | undefined) {
    if (!option || option.refusal) return;
    choose(option, query.trim());
    if (many) setQuery("");
  }

  function onKey(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) {
      event.preventDefault();
      setIndex((at + step + found.length) % found.length);
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      take(current);
    }
  }

  return (
    <Modal label={label} close={close} anchor={props.anchor} size={props.size ?? "narrow"}>
      <div className={styles.search} data-testid={props.testId ?? "picker"}>
        <input
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={currentId}
          placeholder={placeholder}
          autoComplete="off"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setIndex(0);
            onQuery?.(event.target.value);
          }}
          onKeyDown={onKey}
        />
        <kbd>{t("Esc")}</kbd>
      </div>
      <div
        id={`${id}-list`}
        className={styles.list}
        role="listbox"
        aria-label={label}
        aria-multiselectable={many}
        aria-busy={props.busy}
      >
        {found.map((option, position) => (
          <Fragment key={option.id}>
            {option.section && option.section !== found[position - 1]?.section && (
              <p className={styles.section} role="presentation">
                {option.section}
              </p>
            )}
            <div
              id={optionId(option)}
              className={styles.option}
              role="option"
              tabIndex={-1}
              aria-selected={many ? option.state === "on" : option === current}
              aria-disabled={option.refusal ? true : undefined}
              data-current={option === current}
              onPointerMove={() => setIndex(position)}
              onClick={() => take(option)}
              onKeyDown={onKey}
            >
              <Row option={option} current={option === current} />
            </div>
          </Fragment>
        ))}
        {found.length === 0 && (
          <p className={styles.none}>
            {props.busy ? t("Looking…") : t("Nothing is called “{query}”.", { query })}
          </p>
        )}
      </div>
      {props.footer}
    </Modal>
  );
}
