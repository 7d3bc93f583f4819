import { useVirtualizer } from "@tanstack/react-virtual";
import { LoaderCircle } from "lucide-react";
import { useCallback, useEffect, useLayoutEffect, useRef } from "react";
import { useActions, useDesk } from "../app/context";
import { usePlace } from "../app/routes";
import { t } from "../i18n/t";
import type { List } from "../state/lists";
import type { ListKey } from "../state/queries";
import { ConversationRow } from "./ConversationRow";
import styles from "./InboxList.module.css";

export const ROW_HEIGHT = 80;

type Props = { list: List; listKey: ListKey; pathTo: (id: string) => string };

/** When the focused row leaves the list, the one that takes its place gets the focus. */
function useFocusKept(ids: readonly string[], scroller: { current: HTMLElement | null }) {
  const cursorId = useDesk((desk) => desk.cursorId);
  const place = useRef<{ id: string; index: number } | null>(null);
  useLayoutEffect(() => {
    const last = place.current;
    if (last && document.activeElement === document.body && !ids.includes(last.id)) {
      const next = ids[Math.min(last.index, ids.length - 1)];
      const row = scroller.current?.querySelector<HTMLElement>(`[data-conversation-id="${next}"]`);
      row?.focus({ preventScroll: true });
    }
    const index = cursorId ? ids.indexOf(cursorId) : -1;
    if (cursorId && index >= 0) place.current = { id: cursorId, index };
    else if (document.activeElement !== document.body) place.current = null;
  }, [ids, cursorId, scroller]);
}

export function Rows({ list, listKey, pathTo }: Props) {
  const { ids, cursor } = list;
  const desk = useActions();
  const { place } = usePlace();
  const rows = useDesk((state) => state.rows);
  const selected = useDesk((state) => state.selected);
  const own = useDesk((state) => (place.inbox === "me" ? (state.me?.id ?? null) : null));
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useRef(ids);
  shown.current = ids;
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => ids[index] as string,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  const onRange = useCallback((id: string) => desk.selectTo(id, shown.current), [desk]);
  useFocusKept(ids, scroller);

  useEffect(() => {
    if (lastShown >= ids.length - 10) desk.loadMore(listKey);
  }, [desk, lastShown, ids.length, listKey]);

  return (
    <div ref={scroller} className={styles.scroller}>
      <ul
        className={styles.rows}
        style={{ height: virtual.getTotalSize() }}
        aria-label={t("Conversations")}
      >
        {items.map(({ key, index, start }) => {
          const row = rows[ids[index] as string];
          if (!row) return null;
          return (
            <li
              key={key}
              className={styles.slot}
              style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
              aria-setsize={cursor === null ? ids.length : -1}
              aria-posinset={index + 1}
            >
              <ConversationRow
                row={row}
                href={pathTo(row.id)}
                current={row.id === place.conversationId}
                selected={selected.includes(row.id)}
                selecting={selected.length > 0}
                own={own}
                waiting={place.inbox === "waiting"}
                onRange={onRange}
              />
            </li>
          );
        })}
      </ul>
      {cursor !== null && (
        <p className={styles.more}>
          <LoaderCircle aria-hidden="true" /> {t("Loading more…")}
        </p>
      )}
    </div>
  );
}
