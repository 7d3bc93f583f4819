/** Whether somebody takes work, in words. */
import type { Colleague } from "../api/types";

type Stands = Pick<Colleague, "availability" | "pause" | "wrap_up_until" | "online">;

/** What the dot beside it looks like. */
export type Tone = "available" | "away" | "offline" | "busy";

export const isWrappingUp = ({ wrap_up_until }: Pick<Stands, "wrap_up_until">, now: number) =>
  !!wrap_up_until && Date.parse(wrap_up_until) > now;

export function toneOf(user: Stands, now: number): Tone {
  if (!user.online) return "offline";
  if (user.availability === "away") return "away";
  return isWrappingUp(user, now) ? "busy" : "available";
}

/** "Available", "Lunch", "Wrapping up", "Offline". */
export function standWord(user: Stands, now: number): string {
  const tone = toneOf(user, now);
  if (tone === "offline") return "Offline";
  if (tone === "away") return user.pause?.name ?? "Away";
  return tone === "busy" ? "Wrapping up" : "Available";
}

/** How much of what they can carry they carry: "3 of 5", "3 open". */
export function loadWord({ load, capacity }: Partial<Pick<Colleague, "load" | "capacity">>) {
  if (load === undefined) return null;
  return capacity === null || capacity === undefined ? `${load} open` : `${load} of ${capacity}`;
}

export const isFull = ({ load, capacity }: Colleague) =>
  typeof capacity === "number" && load !== undefined && load >= capacity;
