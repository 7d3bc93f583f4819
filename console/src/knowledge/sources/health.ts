/** How a source is, in words. */
import type { Source } from "@switchboard/protocol";
import { locale } from "../../i18n/locale";
import { m, t, tn } from "../../i18n/t";
import { sizeOf } from "../../state/uploads";

export type Told = {
  tone: "ok" | "wait" | "warn" | "danger" | "off";
  title: string;
  /** What went wrong or what happens now, as a sentence. */
  text: string;
};

export const KINDS: Record<Source["kind"], string> = {
  site: m("Website"),
  page: m("Page"),
  file: m("File"),
  snippet: m("Text"),
};

export const isUnderWay = ({ status }: Source) => status === "waiting" || status === "gathering";

/** Whether it can be read again: a text is what it is. */
export const canRefresh = ({ kind }: Source) => kind === "site" || kind === "page";

function gathering({ progress, kind }: Source): string {
  if (!progress || kind !== "site") return t("Reading…");
  return tn(
    progress.known,
    "Read {done} of {count} page found so far",
    "Read {done} of {count} pages found so far",
    { done: progress.done.toLocaleString(locale().language ?? undefined) },
  );
}

export function told(source: Source): Told {
  const { status, error, enabled, passages } = source;
  if (status === "failed") {
    return {
      tone: "danger",
      title: t("Could not be read"),
      text: error ?? t("Try again later."),
    };
  }
  if (status === "gathering") {
    return { tone: "wait", title: t("Reading"), text: gathering(source) };
  }
  if (status === "waiting") {
    return { tone: "wait", title: t("Waiting"), text: t("It will be read in a moment.") };
  }
  if (!enabled) {
    return { tone: "off", title: t("Off"), text: t("Nothing is answered from it.") };
  }
  if (passages === 0) {
    const why = error ?? t("Nothing was found in it that could answer a question.");
    return { tone: "warn", title: t("Empty"), text: why };
  }
  return { tone: error ? "warn" : "ok", title: t("Ready"), text: error ?? "" };
}

/** What it holds, in a few words. */
export function holds(source: Source): string[] {
  const { kind, pages, passages, skipped, file } = source;
  const parts: string[] = [];
  if (file) parts.push(sizeOf(file.size));
  if (kind === "site" && pages > 0) parts.push(tn(pages, "{count} page", "{count} pages"));
  if (passages > 0) parts.push(tn(passages, "{count} passage", "{count} passages"));
  if (skipped > 0) parts.push(tn(skipped, "{count} skipped", "{count} skipped"));
  return parts;
}

/** The part that is done, from 0 to 1; null while nobody knows. */
export function shareDone({ progress, status }: Source): number | null {
  if (status !== "gathering" || !progress || progress.known === 0) return null;
  return Math.min(1, progress.done / progress.known);
}
