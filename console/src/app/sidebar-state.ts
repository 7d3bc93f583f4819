/** Whether the sidebar shows names or icons only: the agent's choice, else what the width allows. */
import { useSyncExternalStore } from "react";

const KEY = "switchboard:sidebar";
const middling = window.matchMedia("(min-width: 761px) and (max-width: 1080px)");
const narrow = window.matchMedia("(max-width: 760px)");
const listeners = new Set<() => void>();

function collapsed(): boolean {
  if (narrow.matches) return false;
  const chosen = localStorage.getItem(KEY);
  return chosen ? chosen === "collapsed" : middling.matches;
}

function tell() {
  for (const listener of listeners) listener();
}

function toggle() {
  localStorage.setItem(KEY, collapsed() ? "expanded" : "collapsed");
  tell();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  middling.addEventListener("change", listener);
  narrow.addEventListener("change", listener);
  return () => {
    listeners.delete(listener);
    middling.removeEventListener("change", listener);
    narrow.removeEventListener("change", listener);
  };
}

export function useSidebar() {
  return { collapsed: useSyncExternalStore(subscribe, collapsed), toggle };
}
