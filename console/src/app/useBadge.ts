/** What waits for the agent, where they see it from another tab: title, icon and the app's badge. */
import { useEffect } from "react";
import { useDesk } from "./context";

export function useBadge() {
  const badge = useDesk((desk) => desk.badge);

  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    document.title = badge > 0 ? `(${badge > 99 ? "99+" : badge}) Switchboard` : "Switchboard";
    if (icon) icon.href = badge > 0 ? "./icon-waiting.svg" : "./icon.svg";
    // Only installed apps have one.
    if (badge > 0) navigator.setAppBadge?.(badge);
    else navigator.clearAppBadge?.();
    return () => {
      document.title = "Switchboard";
      if (icon) icon.href = "./icon.svg";
      navigator.clearAppBadge?.();
    };
  }, [badge]);
}
