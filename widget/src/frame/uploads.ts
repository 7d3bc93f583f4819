/** Files that the visitor takes along: uploaded while they write, each with its progress or the reason against it. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { UploadedFile } from "@switchboard/protocol";
import { type Api, Refused } from "./api";

export interface Upload {
  readonly key: number;
  readonly name: string;
  readonly type: string;
  /** From 0 to 1. */
  readonly progress: number;
  /** Set once it lies on the server. */
  readonly file?: UploadedFile;
  /** Why it cannot be sent, or not now. */
  readonly problem?: { text: string; again: boolean };
}

export interface Uploads {
  readonly all: ReadonlySignal<Upload[]>;
  add(files: Iterable<File>): void;
  retry(key: number): void;
  remove(key: number): void;
  /** Hands over what is uploaded, and forgets it. */
  take(): UploadedFile[];
}

const MOST = 10;

/** Pictures by their id, as the visitor's own browser has them: shown without asking the server. */
export const previews = new Map<string, string>();

export function createUploads(api: Pick<Api, "offer">, post: typeof postForm = postForm): Uploads {
  const all = signal<Upload[]>([]);
  const sources = new Map<number, File>();
  let keys = 0;

  function change(key: number, to: Partial<Upload>): void {
    all.value = all.value.map((one) => (one.key === key ? { ...one, ...to } : one));
  }

  async function run(key: number): Promise<void> {
    const source = sources.get(key) as File;
    change(key, { progress: 0, problem: undefined });
    try {
      const { name, type, size } = source;
      const { attachment, upload } = await api.offer({ name, mime_type: type, size });
      await post(upload, source, (progress) => change(key, { progress }));
      if (attachment.kind === "image") previews.set(attachment.id, URL.createObjectURL(source));
      change(key, { progress: 1, file: attachment });
    } catch (error) {
      const lasting = error instanceof Refused && !error.temporary;
      const text = lasting ? error.message : `${source.name} could not be uploaded.`;
      change(key, { problem: { text, again: !lasting } });
    }
  }

  return {
    all,
    add(files) {
      const room = MOST - all.value.length;
      for (const file of [...files].slice(0, room)) {
        const key = ++keys;
        sources.set(key, file);
        all.value = [...all.value, { key, name: file.name, type: file.type, progress: 0 }];
        void run(key);
      }
    },
    retry: (key) => void run(key),
    remove(key) {
      sources.delete(key);
      all.value = all.value.filter((one) => one.key !== key);
    },
    take() {
      const files = all.value.flatMap(({ file }) => file ?? []);
      for (const { key, file } of all.value) if (file) sources.delete(key);
      all.value = all.value.filter(({ file }) => !file);
      return files;
    },
  };
}

/** `fetch` tells no progress of what goes out. */
function postForm(
  { url, fields }: { url: string; fields: Record<string, string> },
  file: File,
  onProgress: (part: number) => void,
): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", file);
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total);
    request.onload = () => (request.status < 300 ? done() : failed(new Error(request.statusText)));
    request.onerror = () => failed(new Error("network"));
    request.open("POST", url);
    request.send(form);
  });
}
