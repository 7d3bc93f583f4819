/** Conversations a day, by what became of them, as bars; the same as a table for who can't see it. */
import type { ReportDay } from "@switchboard/protocol";
import { useLayoutEffect, useRef, useState } from "react";
import { m, t } from "../../../i18n/t";
import { dayText, isNamed, partsOf, scaleTop } from "./figures";
import styles from "./report.module.css";

const USUAL_WIDTH = 720;
const RIGHT = 20;
const DAY_WIDTH = 84;
const HEIGHT = 200;
const LEFT = 28;
const BOTTOM = 22;
const TOP = 8;
const GAP = 0.28;
const LINES = [0, 0.5, 1];

const NAMES = {
  resolved: m("Resolved without a person"),
  handed_over: m("Handed over"),
  open: m("Still open"),
} as const;

/** As wide as there is room, so that its words keep their size. */
function useWidth() {
  const box = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(USUAL_WIDTH);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const watched = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    watched.observe(element);
    return () => watched.disconnect();
  }, []);
  return { box, width };
}

type Geometry = { x: (index: number) => number; y: (count: number) => number; width: number };

function geometryOf(room: number, many: number, top: number): Geometry {
  const slot = (room - LEFT - RIGHT) / many;
  const width = Math.min(slot * (1 - GAP), 36);
  return {
    width,
    x: (index) => LEFT + slot * index + (slot - width) / 2,
    y: (count) => TOP + (1 - count / top) * (HEIGHT - TOP - BOTTOM),
  };
}

function Bar({ day, index, at }: { day: ReportDay; index: number; at: Geometry }) {
  let below = 0;
  const drawn = partsOf(day).filter(({ count }) => count > 0);
  return drawn.map(({ id, count }, position) => {
    const bottom = below;
    below += count;
    const isTop = position === drawn.length - 1;
    // A hairline of ground keeps the parts apart, also where their colours look alike.
    const height = at.y(bottom) - at.y(below) - (isTop ? 0 : 1);
    return (
      <rect
        key={id}
        className={styles.part}
        data-part={id}
        x={at.x(index)}
        y={at.y(below) + (isTop ? 0 : 1)}
        width={at.width}
        height={Math.max(0.5, height)}
        rx={Math.min(2.5, at.width / 4)}
      />
    );
  });
}

function Told({ day }: { day: ReportDay }) {
  return (
    <p className={styles.told}>
      <strong>{dayText(day.date)}</strong>
      {partsOf(day).map(({ id, count }) => (
        <span key={id}>
          <i data-part={id} />
          {t(NAMES[id])} {count}
        </span>
      ))}
    </p>
  );
}

function Table({ days }: { days: readonly ReportDay[] }) {
  return (
    <table>
      <caption>{t("Conversations a day")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("Day")}</th>
          {Object.values(NAMES).map((name) => (
            <th key={name} scope="col">
              {t(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map((day) => (
          <tr key={day.date}>
            <th scope="row">{dayText(day.date)}</th>
            {partsOf(day).map(({ id, count }) => (
              <td key={id}>{count}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Chart({ days }: { days: readonly ReportDay[] }) {
  const [pointed, setPointed] = useState<number | null>(null);
  const top = scaleTop(Math.max(...days.map((day) => day.conversations)));
  const { box, width } = useWidth();
  const at = geometryOf(width, days.length, top);
  const slot = (width - LEFT - RIGHT) / days.length;
  const shown = pointed === null ? undefined : days[pointed];
  return (
    <figure ref={box} className={styles.figure}>
      <figcaption className={styles.caption}>
        {shown ? (
          <Told day={shown} />
        ) : (
          <p className={styles.told}>
            <strong>{t("Conversations a day")}</strong>
            {Object.entries(NAMES).map(([id, name]) => (
              <span key={id}>
                <i data-part={id} />
                {t(name)}
              </span>
            ))}
          </p>
        )}
      </figcaption>
      <svg
        width={width}
        height={HEIGHT}
        className={styles.chart}
        aria-hidden="true"
        onPointerLeave={() => setPointed(null)}
      >
        {LINES.map((part) => (
          <g key={part}>
            <line x1={LEFT} x2={width} y1={at.y(part * top)} y2={at.y(part * top)} />
            <text x={LEFT - 8} y={at.y(part * top) + 3.5} textAnchor="end">
              {part * top}
            </text>
          </g>
        ))}
        {days.map((day, index) => (
          <g key={day.date} data-pointed={pointed === index || undefined}>
            <Bar day={day} index={index} at={at} />
            {isNamed(index, days.length, Math.floor(width / DAY_WIDTH)) && (
              <text x={at.x(index) + at.width / 2} y={HEIGHT - 5} textAnchor="middle">
                {dayText(day.date)}
              </text>
            )}
            <rect
              className={styles.target}
              x={LEFT + slot * index}
              y={0}
              width={slot}
              height={HEIGHT}
              onPointerEnter={() => setPointed(index)}
              onPointerDown={() => setPointed(index)}
            />
          </g>
        ))}
      </svg>
      <div className="visually-hidden">
        <Table days={days} />
      </div>
    </figure>
  );
}
