/** The files of a message: pictures, players, and rows to open. Their links are short-lived and fetched when needed. */
import { useSignal } from "@preact/signals";
import type { MessageSent } from "@switchboard/protocol";
import { useEffect } from "preact/hooks";
import { FileIcon } from "./icons";
import { fileSize } from "./text";
import { previews } from "./uploads";

type Carried = MessageSent["data"]["attachments"][number];
export type MessageFile = Pick<Carried, "id" | "name" | "mime_type" | "size" | "kind" | "url">;

interface Props {
  file: MessageFile;
  /** A fresh address of the file; nothing can be fetched for a message that is still on its way. */
  link: (() => Promise<string>) | undefined;
}

export function FileView({ file, link }: Props) {
  const broken = useSignal(false);
  if (file.kind === "file" || broken.value) return <FileRow file={file} link={link} />;
  const onBroken = () => {
    broken.value = true;
  };
  return <Media file={file} link={link} onBroken={onBroken} />;
}

function Media({ file, link, onBroken }: Props & { onBroken: () => void }) {
  const url = useSignal(previews.get(file.id ?? "") ?? "");
  const tries = useSignal(0);
  const missing = url.value === "" && link !== undefined;

  useEffect(() => {
    if (!missing) return;
    tries.value++;
    link?.().then((found) => {
      url.value = found;
    }, onBroken);
  }, [missing]);

  /** A link that has expired is fetched anew once; what a browser cannot show is offered to open. */
  function onError(): void {
    if (tries.value > 1 || !link) onBroken();
    else url.value = "";
  }

  const source = url.value || undefined;
  if (file.kind === "image") {
    return (
      <button
        type="button"
        class="picture"
        aria-label={`Open ${file.name}`}
        disabled={!link}
        onClick={() => link && open(link)}
      >
        {source && <img src={source} alt={file.name ?? ""} onError={onError} />}
      </button>
    );
  }
  const Player = file.kind === "video" ? "video" : "audio";
  return (
    <Player
      class="player"
      controls
      preload="metadata"
      src={source}
      aria-label={file.name ?? undefined}
      onError={source ? onError : undefined}
    />
  );
}

function FileRow({ file, link }: Props) {
  return (
    <button type="button" class="file" disabled={!link} onClick={() => link && open(link)}>
      <FileIcon />
      <span>
        <bdi>{file.name}</bdi>
        {file.size !== null && <small dir="ltr">{fileSize(file.size)}</small>}
      </span>
    </button>
  );
}

/** The window is opened at once, since browsers allow that to a click only, and led on when the link is there. */
async function open(link: () => Promise<string>): Promise<void> {
  const opened = window.open("", "_blank");
  if (!opened) return;
  opened.opener = null;
  try {
    opened.location.replace(await link());
  } catch {
    opened.close(); // nothing came to show; a click tries again
  }
}
