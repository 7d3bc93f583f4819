/** What waits for the agent, where they see it from another tab: title, icon and the app's badge. */
import { useEffect } from "react";
import { askedOf } from "../state/routing";
import { useDesk } from "./context";

export function useBadge() {
  const badge = useDesk((desk) => desk.badge);
  // Who rings is told first of all.
  const rings = useDesk((desk) => askedOf(desk)[0]?.row.contact.name);

  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    const count = badge > 0 ? `(${badge > 99 ? "99+" : badge}) ` : "";
    document.title = rings ? `☎ ${rings} · Switchboard` : `${count}Switchboard`;
    if (icon) icon.href = badge > 0 || rings ? "./icon-waiting.svg" : "./icon.svg";
    // Only installed apps have one.
    if (badge > 0) navigator.setAppBadge?.(badge);
    else navigator.clearAppBadge?.();
    return () => {
      document.title = "Switchboard";
      if (icon) icon.href = "./icon.svg";
      navigator.clearAppBadge?.();
    };
  }, [badge, rings]);
}
