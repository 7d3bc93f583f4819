/** Small pure helpers for what people write and how it is shown. */

export const LIMIT = 4096;

/** Characters as the server counts them: code points, so that an emoji is not two. */
export const length = (text: string): number => [...text].length;

export type Piece = string | { href: string; text: string };

const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"']+/gi;

/** Splits a text at its web addresses. Only http(s) ever becomes a link. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const link = withoutTrailing(match[0]);
    const href = /^www\./i.test(link) ? `https://${link}` : link;
    if (!URL.canParse(href)) continue;
    if (match.index > end) found.push(text.slice(end, match.index));
    found.push({ href, text: link });
    end = match.index + link.length;
  }
  if (end < text.length) found.push(text.slice(end));
  return found;
}

/** The punctuation of the sentence is not part of its link, nor is a bracket that the link did not open. */
function withoutTrailing(link: string): string {
  const trimmed = link.replace(/[.,;:!?…]+$/, "");
  const unbalanced = trimmed.endsWith(")") && !trimmed.includes("(");
  return unbalanced ? withoutTrailing(trimmed.slice(0, -1)) : trimmed;
}

const EMOJI =
  /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|\s)+$/u;

/** One to three emoji and nothing else, which are shown large. */
export function isBigEmoji(text: string): boolean {
  if (text.length > 40 || !EMOJI.test(text)) return false;
  const shown = [...new Intl.Segmenter().segment(text.replace(/\s/g, ""))];
  return shown.length > 0 && shown.length <= 3;
}

/** "Anna Berg" → "AB"; a single name gives one letter. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "").join("");
}

const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const date = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const olderDate = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
});

export const timeOf = (at: string): string => clock.format(new Date(at));

export function dayOf(at: string, now = new Date()): string {
  const then = new Date(at);
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (then.toDateString() === now.toDateString()) return "Today";
  if (then.toDateString() === yesterday.toDateString()) return "Yesterday";
  return (then.getFullYear() === now.getFullYear() ? date : olderDate).format(then);
}

/** "820 kB", "3.4 MB": as a person would say it. */
export function fileSize(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  if (megabytes >= 0.95) return `${megabytes.toFixed(megabytes < 9.95 ? 1 : 0)} MB`;
  return `${Math.max(1, Math.round(bytes / 1024))} kB`;
}
