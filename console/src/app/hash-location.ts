/**
 * The address behind the `#`, its query included: wouter's own hook moves a query in front of it,
 * where the page's server would see it.
 */
import { useSyncExternalStore } from "react";

const current = () => `/${location.hash.replace(/^#?\/?/, "")}`;

function subscribe(listener: () => void) {
  window.addEventListener("hashchange", listener);
  window.addEventListener("popstate", listener);
  return () => {
    window.removeEventListener("hashchange", listener);
    window.removeEventListener("popstate", listener);
  };
}

export function navigate(to: string, { replace = false }: { replace?: boolean } = {}) {
  if (replace) history.replaceState(null, "", `#${to}`);
  else history.pushState(null, "", `#${to}`);
  window.dispatchEvent(new Event("hashchange"));
}

export function useHashLocation(): [string, typeof navigate] {
  return [useSyncExternalStore(subscribe, current), navigate];
}

useHashLocation.hrefs = (href: string) => `#${href}`;
