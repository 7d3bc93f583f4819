import { absoluteTime, relativeTime } from "../text/time";
import { useNow } from "../ui/RelativeTime";

/** How long ago, as the end of a sentence: "just now", "5h ago", "on 12 Nov". */
export function sinceText(iso: string, now: number): string {
  const short = relativeTime(iso, Math.max(now, Date.parse(iso)));
  if (short === "now") return "just now";
  return /^\d+[mhd]$/.test(short) ? `${short} ago` : `on ${short}`;
}

export function Since({ iso }: { iso: string }) {
  const now = useNow();
  return (
    <time dateTime={iso} title={absoluteTime(iso)}>
      {sinceText(iso, now)}
    </time>
  );
}
