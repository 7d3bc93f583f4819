/** Lets the console follow the language and time zone of the agent's profile, at once. */
import { useEffect } from "react";
import type { DeskActions } from "../state/actions";
import { setLocale, useLocale } from "./locale";

export function useLocaleOf(desk: DeskActions) {
  // Whoever asks is drawn anew when it changes, and everything below with it.
  useLocale();

  useEffect(() => {
    const follow = () => {
      const profile = desk.store.getState().me?.profile;
      if (profile) setLocale({ language: profile.language, timeZone: profile.time_zone });
    };
    follow();
    return desk.store.subscribe(follow);
  }, [desk]);
}
