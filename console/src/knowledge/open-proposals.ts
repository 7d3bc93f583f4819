/** How many proposals wait for an admin, known to the sidebar and to the tab. */
import { useEffect } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { useKnowledgeApi } from "./api";

const ASK_AGAIN_MS = 5 * 60_000;

const open = createStore<number>()(() => 0);

export const setOpenProposals = (count: number) => open.setState(count, true);

export const useOpenProposals = () => useStore(open);

/** Asks how many there are, now and every few minutes while the page is looked at. */
export function useAskedProposals(): number {
  const api = useKnowledgeApi();
  useEffect(() => {
    async function count() {
      if (document.hidden) return;
      try {
        setOpenProposals((await api.proposals()).items.length);
      } catch {
        // No more than a badge: the page itself says what went wrong.
      }
    }
    count();
    const timer = setInterval(count, ASK_AGAIN_MS);
    return () => {
      clearInterval(timer);
      setOpenProposals(0);
    };
  }, [api]);
  return useOpenProposals();
}
