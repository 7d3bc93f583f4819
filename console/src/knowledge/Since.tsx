import { t } from "../i18n/t";
import { absoluteTime, relativeTime } from "../text/time";
import { useNow } from "../ui/RelativeTime";

/** In minutes. */
const HOUR = 60;
const DAY = 24 * HOUR;

/** How long ago, as the end of a sentence: "just now", "5h ago", "on 12 Nov". */
export function sinceText(iso: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(iso)) / 60_000);
  if (minutes < 1) return t("just now");
  if (minutes < HOUR) return t("{count}m ago|minutes", { count: minutes });
  if (minutes < DAY) return t("{count}h ago|hours", { count: Math.floor(minutes / HOUR) });
  if (minutes < 7 * DAY) return t("{count}d ago|days", { count: Math.floor(minutes / DAY) });
  return t("on {date}", { date: relativeTime(iso, now) });
}

export function Since({ iso }: { iso: string }) {
  const now = useNow();
  return (
    <time dateTime={iso} title={absoluteTime(iso)}>
      {sinceText(iso, now)}
    </time>
  );
}
