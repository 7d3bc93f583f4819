/** One breath of messages by one author, and each message in it. */
import type { Chat } from "./chat";
import { initials, isBigEmoji, type Piece, pieces, timeOf } from "./text";
import type { Bubble, Group } from "./thread";

export function GroupView({ group, retry }: { group: Group; retry: Chat["retry"] }) {
  const { author, name, id, continued, bubbles } = group;
  const last = bubbles.at(-1) as Bubble;
  const pending = bubbles.some((bubble) => bubble.state === "pending");
  return (
    <section class={`group ${author}`}>
      {author === "agent" && name && !continued ? (
        <h2 class="author" dir="auto">
          <span class="avatar" aria-hidden="true" style={{ "--hue": hueOf(id ?? name) }}>
            {initials(name)}
          </span>
          {name}
        </h2>
      ) : (
        <h2 class="hidden">{author === "agent" ? (name ?? "Answer") : "You"}</h2>
      )}
      {bubbles.map((bubble) => (
        <MessageView key={bubble.key} author={author} bubble={bubble} retry={retry} />
      ))}
      {last.state !== "failed" && (
        <p class="time" data-pending={pending}>
          {pending ? (
            "Sending…"
          ) : (
            <time dateTime={last.at} dir="auto">
              {timeOf(last.at)}
            </time>
          )}
        </p>
      )}
    </section>
  );
}

interface MessageProps {
  author: Group["author"];
  bubble: Bubble;
  retry: Chat["retry"];
}

function MessageView({ author, bubble, retry }: MessageProps) {
  const { key, text, state } = bubble;
  return (
    <>
      <div
        class={isBigEmoji(text) ? "emoji" : "bubble"}
        data-testid="message"
        data-author={author}
        data-state={state}
      >
        <p dir="auto">{pieces(text).map(pieceView)}</p>
      </div>
      {state === "failed" && (
        <p class="failure" role="alert">
          Not sent.{" "}
          <button type="button" onClick={() => retry(key)}>
            Try again
          </button>
        </p>
      )}
    </>
  );
}

function pieceView(piece: Piece) {
  if (typeof piece === "string") return piece;
  return (
    <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow ugc">
      {piece.text}
    </a>
  );
}

/** A hue of their own for each agent, the same on every visit; the golden angle parts neighbouring ids. */
function hueOf(id: string): number {
  return ([...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7) * 137) % 360;
}
