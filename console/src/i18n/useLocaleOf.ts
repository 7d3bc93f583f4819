/** Lets the console follow the language and time zone of the agent's profile, at once. */
import { useEffect } from "react";
import type { DeskActions } from "../state/actions";
import { setLocale, useLocale } from "./locale";
import { speak, useSpoken } from "./t";

/** Answers the language of the words: what has it as its key is drawn anew in another. */
export function useLocaleOf(desk: DeskActions): string {
  // Whoever asks is drawn anew when it changes, and everything below with it.
  useLocale();
  const spoken = useSpoken();

  useEffect(() => {
    const follow = () => {
      const profile = desk.store.getState().me?.profile;
      if (!profile) return;
      setLocale({ language: profile.language, timeZone: profile.time_zone });
      void speak(profile.language);
    };
    follow();
    return desk.store.subscribe(follow);
  }, [desk]);

  return spoken;
}
