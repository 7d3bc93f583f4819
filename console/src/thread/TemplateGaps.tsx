/** The gaps that a template left: marked in the text, named under it, one key apart. */
import { TextCursorInput } from "lucide-react";
import { type KeyboardEvent, type RefObject, useLayoutEffect, useMemo, useRef } from "react";
import { t } from "../i18n/t";
import type { Selection } from "../text/formatting";
import { type Gap, gapBeside, gapsIn, nameOf } from "../text/template";
import styles from "./TemplateGaps.module.css";

type Field = RefObject<HTMLTextAreaElement | null>;
type Needs = { text: string; field: Field; selection: () => Selection };

/** What keys and a refused Send do with the gaps of a text. */
export function useGaps({ text, field, selection }: Needs) {
  const gaps = useMemo(() => gapsIn(text), [text]);

  function select({ start, end }: Pick<Gap, "start" | "end">) {
    field.current?.focus();
    field.current?.setSelectionRange(start, end);
  }

  return {
    gaps,
    select,
    /** True when the key led to a gap. Past the last one Tab leaves the field as always. */
    onKey(event: KeyboardEvent): boolean {
      if (event.key !== "Tab" || gaps.length === 0) return false;
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      const gap = gapBeside(text, selection(), event.shiftKey);
      if (!gap) return false;
      event.preventDefault();
      select(gap);
      return true;
    },
    /** It can't be sent: lead to what is missing. */
    refused() {
      if (gaps[0]) select(gaps[0]);
    },
  };
}

/** The same text in the same place, of which only the gaps' ground is seen. */
function Marks({ text, gaps, field }: { text: string; gaps: readonly Gap[]; field: Field }) {
  const marks = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const [element, own] = [field.current, marks.current];
    if (!element || !own) return;
    const follow = () => {
      own.style.top = `${element.offsetTop}px`;
      own.style.left = `${element.offsetLeft}px`;
      own.style.width = `${element.clientWidth}px`;
      own.style.height = `${element.clientHeight}px`;
      own.scrollTop = element.scrollTop;
    };
    follow();
    const size = new ResizeObserver(follow);
    size.observe(element);
    element.addEventListener("scroll", follow);
    return () => {
      size.disconnect();
      element.removeEventListener("scroll", follow);
    };
  }, [field]);

  const ends = [0, ...gaps.map((gap) => gap.end)];
  return (
    <div ref={marks} className={styles.marks} aria-hidden="true" dir="auto" data-testid="gap-marks">
      {gaps.map((gap, at) => (
        <span key={gap.start}>
          {text.slice(ends[at], gap.start)}
          <mark>{text.slice(gap.start, gap.end)}</mark>
        </span>
      ))}
      {/* A line break at the end has a line of its own in the field, too. */}
      {`${text.slice(ends.at(-1))}\n`}
    </div>
  );
}

type Props = { text: string; gaps: readonly Gap[]; field: Field; select: (gap: Gap) => void };

export function TemplateGaps({ text, gaps, field, select }: Props) {
  if (gaps.length === 0) return null;
  const names = new Map(gaps.map((gap) => [gap.name, gap]).reverse() as [string, Gap][]);
  return (
    <>
      <Marks text={text} gaps={gaps} field={field} />
      <p className={styles.notice} role="status" data-testid="gaps">
        <TextCursorInput aria-hidden="true" />
        <span>{t("Still to be filled in:")}</span>
        {[...names.values()]
          .sort((a, b) => a.start - b.start)
          .map((gap) => (
            <button
              key={gap.name}
              type="button"
              className={styles.gap}
              onClick={() => select(gap)}
              dir="auto"
            >
              {nameOf(gap.name)}
            </button>
          ))}
        <kbd>Tab</kbd>
      </p>
    </>
  );
}
