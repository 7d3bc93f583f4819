/** Whether somebody takes work, in words. */
import type { Pause } from "@switchboard/protocol";
import type { Colleague } from "../api/types";
import { m, t } from "../i18n/t";

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

const RULES = {
  missed_offer: m("Missed an offer"),
  idle: m("No one at the screen"),
} as const;

/** What a pause is called: as the company names it, or as the rule that set it. */
export const pauseName = ({ name, rule }: Pause) => (rule ? t(RULES[rule]) : name);

/** "Available", "Lunch", "Wrapping up", "Offline". */
export function standWord(user: Stands, now: number): string {
  const tone = toneOf(user, now);
  if (tone === "offline") return t("Offline");
  if (tone === "away") return user.pause ? pauseName(user.pause) : t("Away");
  return tone === "busy" ? t("Wrapping up") : t("Available");
}

/** How much of what they can carry they carry: "3 of 5", "3 open". */
export function loadWord({ load, capacity }: Partial<Pick<Colleague, "load" | "capacity">>) {
  if (load === undefined) return null;
  return capacity === null || capacity === undefined
    ? t("{load} open", { load })
    : t("{load} of {capacity}", { load, capacity });
}

export const isFull = ({ load, capacity }: Colleague) =>
  typeof capacity === "number" && load !== undefined && load >= capacity;
