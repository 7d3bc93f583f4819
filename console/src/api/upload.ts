/** Sends a file to where the API said: fetch cannot tell how far an upload has come. */
import { t } from "../i18n/t";
import { Problem, Unreachable } from "./problem";
import type { UploadForm } from "./thread-types";

export type Upload = (
  form: UploadForm,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
) => Promise<void>;

export const upload: Upload = (form, file, onProgress, signal) =>
  new Promise((resolve, reject) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
    body.append("file", file);
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onerror = () => reject(new Unreachable());
    request.onabort = () => reject(signal.reason);
    request.onload = () => {
      if (request.status < 300) resolve();
      else {
        const detail = t(
          "The file store refused this file. It may be too large, or not what its name says.",
        );
        reject(new Problem({ status: request.status, code: "upload_refused", detail }));
      }
    };
    signal.addEventListener("abort", () => request.abort());
    request.open("POST", form.url);
    request.send(body);
  });
