/** Where the visitor writes. The draft survives going to another page of the site. */
import { type ReadonlySignal, useSignal, useSignalEffect } from "@preact/signals";
import type { TargetedEvent, TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { SendIcon } from "./icons";
import type { Draft } from "./storage";
import { LIMIT, length } from "./text";

/** From here on the visitor is told how much room is left. */
const NEAR = LIMIT - 200;

interface Props {
  open: ReadonlySignal<boolean>;
  draft: Draft;
  onSend(text: string): void;
}

export function Composer({ open, draft: kept, onSend }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useSignal(kept.read());
  const text = draft.value.trim();
  const used = length(text);
  const sendable = used > 0 && used <= LIMIT;

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
    onSend(text);
    draft.value = "";
    field.current?.focus();
  }

  function onKeyDown(event: TargetedKeyboardEvent<HTMLTextAreaElement>): void {
    // While an input method composes, Enter chooses a word; Safari tells only by the key code.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key === "Enter" && !event.shiftKey && !composing) send(event);
  }

  return (
    <form class="composer" onSubmit={send}>
      <div class="field">
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
          }}
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
