/** Whether the sidebar shows names or icons only: the agent's choice, else what the width allows. */
import { useSyncExternalStore } from "react";
import { useActions, useDesk } from "./context";

const middling = window.matchMedia("(min-width: 761px) and (max-width: 1080px)");
const narrow = window.matchMedia("(max-width: 760px)");

function subscribe(listener: () => void) {
  middling.addEventListener("change", listener);
  narrow.addEventListener("change", listener);
  return () => {
    middling.removeEventListener("change", listener);
    narrow.removeEventListener("change", listener);
  };
}

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => narrow.matches);
}

export function useSidebar() {
  const { arrange } = useActions();
  const chosen = useDesk((desk) => desk.layout.collapsed);
  const isMiddling = useSyncExternalStore(subscribe, () => middling.matches);
  const isNarrow = useNarrow();
  const collapsed = !isNarrow && (chosen ?? isMiddling);
  return { collapsed, toggle: () => arrange({ collapsed: !collapsed }) };
}
