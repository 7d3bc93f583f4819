/** The customer's messages by id: what a topic or a mood was read from. */
import type { Event } from "@switchboard/protocol";
import { useEffect, useState } from "react";
import { useActions } from "../app/context";
import { t } from "../i18n/t";

export type Said = { id: string; text: string; seq: number; at: string };

const MOST_PAGES = 6;

function taken(events: readonly Event[], into: Map<string, Said>) {
  for (const event of events) {
    if (event.type !== "message.received") continue;
    const { id, seq, occurred_at: at, data } = event;
    into.set(id, { id, seq, at, text: data.text });
  }
}

/** Reads back until all of `wanted` are found, or far enough. */
export function useSaid(id: string, wanted: readonly string[]): ReadonlyMap<string, Said> {
  const { api, store, complain } = useActions();
  const [said, setSaid] = useState<ReadonlyMap<string, Said>>(new Map());
  const key = wanted.join();

  useEffect(() => {
    let over = false;
    async function read() {
      const found = new Map<string, Said>();
      taken(store.getState().threads[id]?.events ?? [], found);
      setSaid(new Map(found));
      const missing = () => key.split(",").some((each) => each && !found.has(each));
      let before: string | null = null;
      for (let page = 0; page < MOST_PAGES && missing() && !over; page += 1) {
        const { items, next_cursor } = await api.timeline(id, before ? { before } : {});
        taken(items, found);
        if (!over) setSaid(new Map(found));
        if (!next_cursor) break;
        before = next_cursor;
      }
    }
    read().catch((error) => complain(t("Some messages could not be loaded"), error));
    return () => {
      over = true;
    };
  }, [api, store, complain, id, key]);

  return said;
}
