/** What the mails of a conversation say about the next one, and whether one is from who it says. */
import type { MailFacts } from "../api/thread-types";
import type { Thread } from "../state/thread";
import { isWritten } from "../state/thread-fold";

type Proposed = { subject: string; cc: string[] };

/** "Re: Tent poles", however many answers there were before. */
export function answering(subject: string): string {
  const bare = subject
    .replace(/^(\s*(re|aw|sv|vs|antw|odp|res|ynt)\s*(\[\d+\])?:\s*)+/i, "")
    .trim();
  return bare ? `Re: ${bare}` : "";
}

/** Subject and copies of an answer to the newest mail on this channel. */
export function proposed(thread: Pick<Thread, "events">, channelId: string): Proposed {
  const last = thread.events.findLast(
    (event) =>
      isWritten(event) &&
      event.type !== "note.added" &&
      event.data.channel_id === channelId &&
      // What a machine answered is no thread to go on with.
      event.data.mail?.automatic === false,
  );
  const mail = last && isWritten(last) && last.type !== "note.added" ? last.data.mail : null;
  return { subject: answering(mail?.subject ?? ""), cc: mail?.cc ?? [] };
}

const ADDRESS = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/;

export function isAddress(text: string): boolean {
  return ADDRESS.test(text);
}

/** The addresses in what was typed or pasted: "Kari <kari@example.com>; ola@example.com". */
export function addressesIn(text: string): { found: string[]; rest: string } {
  const parts = text.split(/[\s,;]+/).map((part) => part.replace(/^<|>$/g, ""));
  const found = parts.filter(isAddress);
  return { found, rest: found.length > 0 ? "" : text };
}

const CHECKS = ["dmarc", "dkim", "spf"] as const;

/**
 * Which checks of the sender failed, as words, or null where the mail may be believed. DMARC, which
 * looks at the other two, has the last word where it passed (RFC 7489).
 */
export function doubts({ verdicts }: Pick<MailFacts, "verdicts">): string | null {
  const said = (check: string) => verdicts[check]?.toLowerCase();
  if (said("dmarc") === "pass") return null;
  const failed = CHECKS.filter((check) => said(check) === "fail");
  return failed.length > 0 ? failed.map((check) => check.toUpperCase()).join(", ") : null;
}

function originOf(url: string | null): string {
  return url && URL.canParse(url) ? new URL(url).origin : "";
}

/**
 * A mail as a page of its own for a sandboxed frame: nothing runs in it and nothing is fetched but
 * our own files, and pictures of others once the agent wants them (they tell that it was read).
 */
export function framed(html: string, ownFiles: string | null, remote: boolean): string {
  const images = `${remote ? "https:" : originOf(ownFiles)} data:`;
  const policy = `default-src 'none'; img-src ${images.trim()}; style-src 'unsafe-inline'`;
  return `<!doctype html><html><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<base target="_blank">
<style>html{color-scheme:light;background:#fff}body{margin:16px;font:14px/1.5 system-ui,sans-serif;color:#16181d;overflow-wrap:anywhere}img{max-width:100%;height:auto}table{max-width:100%}</style>
</head><body>${html}</body></html>`;
}

/** Whether a mail has pictures that are kept back. */
export function hasRemoteImages(html: string, ownFiles: string | null): boolean {
  const own = originOf(ownFiles);
  const sources = [...html.matchAll(/(?:src|background)\s*=\s*["']?\s*(https?:\/\/[^\s"'>]+)/gi)];
  const styled = [...html.matchAll(/url\(\s*["']?(https?:\/\/[^\s"')]+)/gi)];
  return [...sources, ...styled].some(([, url]) => !own || !url?.startsWith(`${own}/`));
}
