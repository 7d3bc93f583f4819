/** Files on their way into a draft, and what is refused before anything is sent. */
import type { FileKind, FileLimits } from "../api/types";
import { m, t } from "../i18n/t";
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
  /** What its channel takes. */
  limits: FileLimits | null;
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

const REFUSALS: Record<FileKind, string> = {
  image: m("Pictures can't be sent on this channel."),
  audio: m("Sound files can't be sent on this channel."),
  video: m("Videos can't be sent on this channel."),
  file: m("Files of this type can't be sent on this channel."),
};

function kindOf(mimeType: string): FileKind {
  const [kind] = mimeType.split("/");
  return kind === "image" || kind === "audio" || kind === "video" ? kind : "file";
}

type Sized = { size: number; mime_type: string };

/** What a sort of file goes as: a picture that may not go as one may still go as a file. */
function limitsOf({ mime_type }: Sized, files: FileLimits) {
  const allows = (kind: FileKind) => {
    const limits = files[kind];
    const types = limits?.types ?? [];
    return limits && (types.length === 0 || types.includes(mime_type)) ? limits : undefined;
  };
  return allows(kindOf(mime_type)) ?? allows("file");
}

/** Why a channel does not take a file, or null when it does. */
export function channelRefusal(file: Sized, files: FileLimits | null): string | null {
  // A file of another device has neither, and was looked at there.
  if (!files || file.size === 0) return null;
  const kind = kindOf(file.mime_type);
  const limits = file.mime_type ? limitsOf(file, files) : (files.file ?? files[kind]);
  if (!limits) return t(REFUSALS[kind]);
  if (file.size <= limits.size) return null;
  const sizes = { size: sizeOf(file.size), most: sizeOf(limits.size) };
  return t("This file is {size}. This channel takes {most}.", sizes);
}

/** Why a file can't be attached, or null when it may be tried. */
export function fileRefusal(
  file: Pick<File, "name" | "size" | "type">,
  limits: FileLimits | null = null,
): string | null {
  if (file.size === 0) return t("This file is empty.");
  if (file.size > LARGEST) {
    const sizes = { size: sizeOf(file.size), most: sizeOf(LARGEST) };
    return t("This file is {size}. The limit is {most}.", sizes);
  }
  const allowed = !file.type || ALLOWED.some((type) => type.test(file.type));
  if (REFUSED.test(file.name) || file.type === "image/svg+xml" || !allowed) {
    return t(
      "Files of this type can't be sent. Pictures, audio, video, PDF, office files, text and zip can.",
    );
  }
  return channelRefusal({ size: file.size, mime_type: file.type }, limits);
}
