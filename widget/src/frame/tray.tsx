/** The files that go along with the next message: how far each is, or why it cannot. */
import { CloseIcon, FileIcon } from "./icons";
import { previews, type Upload, type Uploads } from "./uploads";

export function Tray({ uploads }: { uploads: Uploads }) {
  const all = uploads.all.value;
  if (all.length === 0) return null;
  return (
    <ul class="tray" aria-label="Attached files">
      {all.map((upload) => (
        <UploadView key={upload.key} upload={upload} uploads={uploads} />
      ))}
    </ul>
  );
}

function UploadView({ upload, uploads }: { upload: Upload; uploads: Uploads }) {
  const { key, name, progress, file, problem } = upload;
  const picture = file && previews.get(file.id);
  return (
    <li
      class="upload"
      data-testid="upload"
      data-state={problem ? "failed" : file ? "done" : "uploading"}
    >
      {picture ? <img src={picture} alt="" /> : <FileIcon />}
      <span>
        <bdi>{name}</bdi>
        {problem ? (
          <small role="alert">
            {problem.text}{" "}
            {problem.again && (
              <button type="button" onClick={() => uploads.retry(key)}>
                Try again
              </button>
            )}
          </small>
        ) : (
          !file && <progress value={progress} aria-label={`Uploading ${name}`} />
        )}
      </span>
      <button
        type="button"
        class="icon-button"
        aria-label={`Remove ${name}`}
        onClick={() => uploads.remove(key)}
      >
        <CloseIcon />
      </button>
    </li>
  );
}
