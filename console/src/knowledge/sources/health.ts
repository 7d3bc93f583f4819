/** How a source is, in words. */
import type { Source } from "@switchboard/protocol";
import { sizeOf } from "../../state/uploads";

export type Told = {
  tone: "ok" | "wait" | "warn" | "danger" | "off";
  title: string;
  /** What went wrong or what happens now, as a sentence. */
  text: string;
};

export const KINDS: Record<Source["kind"], string> = {
  site: "Website",
  page: "Page",
  file: "File",
  snippet: "Text",
};

export const isUnderWay = ({ status }: Source) => status === "waiting" || status === "gathering";

/** Whether it can be read again: a text is what it is. */
export const canRefresh = ({ kind }: Source) => kind === "site" || kind === "page";

const count = (many: number, one: string) =>
  `${many.toLocaleString("en")} ${many === 1 ? one : `${one}s`}`;

function gathering({ progress, kind }: Source): string {
  if (!progress || kind !== "site") return "Reading…";
  return `Read ${progress.done.toLocaleString("en")} of ${count(progress.known, "page")} found so far`;
}

export function told(source: Source): Told {
  const { status, error, enabled, passages } = source;
  if (status === "failed") {
    return { tone: "danger", title: "Could not be read", text: error ?? "Try again later." };
  }
  if (status === "gathering") return { tone: "wait", title: "Reading", text: gathering(source) };
  if (status === "waiting") {
    return { tone: "wait", title: "Waiting", text: "It will be read in a moment." };
  }
  if (!enabled) return { tone: "off", title: "Off", text: "Nothing is answered from it." };
  if (passages === 0) {
    const why = error ?? "Nothing was found in it that could answer a question.";
    return { tone: "warn", title: "Empty", text: why };
  }
  return { tone: error ? "warn" : "ok", title: "Ready", text: error ?? "" };
}

/** What it holds, in a few words. */
export function holds(source: Source): string[] {
  const { kind, pages, passages, skipped, file } = source;
  const parts: string[] = [];
  if (file) parts.push(sizeOf(file.size));
  if (kind === "site" && pages > 0) parts.push(count(pages, "page"));
  if (passages > 0) parts.push(count(passages, "passage"));
  if (skipped > 0) parts.push(`${skipped.toLocaleString("en")} skipped`);
  return parts;
}

/** The part that is done, from 0 to 1; null while nobody knows. */
export function shareDone({ progress, status }: Source): number | null {
  if (status !== "gathering" || !progress || progress.known === 0) return null;
  return Math.min(1, progress.done / progress.known);
}
