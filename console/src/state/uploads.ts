/** Files on their way into a draft, and what is refused before anything is sent. */
import type { Kind } from "./thread";

export type Upload = {
  id: string;
  /** The conversation and the box that it is for. */
  conversationId: string;
  kind: Kind;
  file: File;
  /** From 0 to 1. */
  progress: number;
  error: string | null;
  /** An address of the file in this page, for its thumbnail. */
  preview: string | null;
};

const MEGABYTE = 1024 * 1024;
const LARGEST = 25 * MEGABYTE;
export const MOST_FILES = 10;

/** The server decides by content; this only spares the wait for a certain no. */
const REFUSED = /\.(exe|msi|bat|cmd|com|scr|ps1|vbs|js|mjs|jar|sh|html?|xhtml|svg|hta|lnk|dll)$/i;
const ALLOWED = [
  /^(image|audio|video)\//,
  /^text\/(plain|csv)$/,
  /^application\/(pdf|zip|x-zip-compressed|rtf|msword|vnd\.ms-|vnd\.openxmlformats|vnd\.oasis)/,
];

export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < MEGABYTE) return `${Math.round(bytes / 1024)} kB`;
  return `${(bytes / MEGABYTE).toFixed(1)} MB`;
}

/** Why a file can't be attached, or null when it may be tried. */
export function fileRefusal(file: Pick<File, "name" | "size" | "type">): string | null {
  if (file.size === 0) return "This file is empty.";
  if (file.size > LARGEST) {
    return `This file is ${sizeOf(file.size)}. The limit is ${sizeOf(LARGEST)}.`;
  }
  const allowed = !file.type || ALLOWED.some((type) => type.test(file.type));
  if (REFUSED.test(file.name) || file.type === "image/svg+xml" || !allowed) {
    return "Files of this type can't be sent. Pictures, audio, video, PDF, office files, text and zip can.";
  }
  return null;
}
