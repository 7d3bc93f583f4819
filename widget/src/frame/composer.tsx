/** Where the visitor writes. The draft survives going to another page of the site. */
import { type ReadonlySignal, useSignal, useSignalEffect } from "@preact/signals";
import type { UploadedFile } from "@switchboard/protocol";
import type { TargetedClipboardEvent, TargetedEvent, TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { ClipIcon, SendIcon } from "./icons";
import type { Draft } from "./storage";
import { LIMIT, length } from "./text";
import { Tray } from "./tray";
import type { Uploads } from "./uploads";

/** From here on the visitor is told how much room is left. */
const NEAR = LIMIT - 200;

interface Props {
  open: ReadonlySignal<boolean>;
  draft: Draft;
  uploads: Uploads;
  onSend(text: string, files: UploadedFile[]): void;
  onTyping(writes: boolean): void;
}

export function Composer({ open, draft: kept, uploads, onSend, onTyping }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useSignal(kept.read());
  const text = draft.value.trim();
  const used = length(text);
  const ready = uploads.all.value.filter(({ file }) => file).length;
  const uploading = uploads.all.value.some(({ file, problem }) => !file && !problem);
  const sendable = (used > 0 || ready > 0) && used <= LIMIT && !uploading;

  useSignalEffect(() => {
    kept.write(draft.value);
  });
  useSignalEffect(() => {
    // Focus would raise a phone's keyboard over the thread before anything was read.
    if (open.value && matchMedia("(pointer: fine)").matches)
      setTimeout(() => field.current?.focus());
  });
  useLayoutEffect(() => {
    const area = field.current as HTMLTextAreaElement;
    area.style.blockSize = "auto";
    area.style.blockSize = `${area.scrollHeight}px`;
  }, [draft.value]);

  function send(event: TargetedEvent): void {
    event.preventDefault();
    if (!sendable) return;
    onSend(text, uploads.take());
    onTyping(false);
    draft.value = "";
    field.current?.focus();
  }

  function onKeyDown(event: TargetedKeyboardEvent<HTMLTextAreaElement>): void {
    // While an input method composes, Enter chooses a word; Safari tells only by the key code.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key === "Enter" && !event.shiftKey && !composing) send(event);
  }

  function onPaste(event: TargetedClipboardEvent<HTMLTextAreaElement>): void {
    const files = event.clipboardData?.files;
    if (!files?.length) return;
    event.preventDefault();
    uploads.add(files);
  }

  return (
    <form class="composer" onSubmit={send}>
      <Tray uploads={uploads} />
      <div class="field">
        <label class="attach" title="Attach a file">
          <ClipIcon />
          <input
            type="file"
            multiple
            class="hidden"
            aria-label="Attach a file"
            data-testid="attach"
            onChange={({ currentTarget }) => {
              uploads.add(currentTarget.files ?? []);
              currentTarget.value = ""; // so that the same file can be chosen again
            }}
          />
        </label>
        <textarea
          ref={field}
          rows={1}
          dir={text ? "auto" : undefined}
          aria-label="Message"
          aria-invalid={used > LIMIT}
          aria-describedby="room"
          placeholder="Write a message…"
          enterkeyhint="send"
          data-testid="composer"
          value={draft.value}
          onInput={(event) => {
            draft.value = event.currentTarget.value;
            onTyping(draft.value.trim() !== "");
          }}
          onPaste={onPaste}
          onKeyDown={onKeyDown}
        />
        <button type="submit" class="send" aria-label="Send" disabled={!sendable}>
          <SendIcon />
        </button>
      </div>
      <p
        id="room"
        class="room"
        aria-live={used > LIMIT ? "polite" : "off"}
        data-over={used > LIMIT}
      >
        {used > NEAR && room(LIMIT - used)}
      </p>
    </form>
  );
}

function room(left: number): string {
  const characters = Math.abs(left) === 1 ? "character" : "characters";
  return left < 0 ? `${-left} ${characters} too many` : `${left} ${characters} left`;
}
