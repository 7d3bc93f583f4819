/** One breath of messages by one author, and each message in it. */
import type { Chat } from "./chat";
import { FileView } from "./files";
import { initials, isBigEmoji, timeOf } from "./text";
import type { Bubble, Group } from "./thread";
import { Words } from "./words";

type Doing = Pick<Chat, "retry" | "link" | "send">;

export function GroupView({ group, chat }: { group: Group; chat: Doing }) {
  const { author, name, id, ai, continued, bubbles, seen } = group;
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
          {ai && <span class="ai">AI</span>}
        </h2>
      ) : (
        <h2 class="hidden">{author === "agent" ? (name ?? "Answer") : "You"}</h2>
      )}
      {bubbles.map((bubble) => (
        <MessageView key={bubble.key} author={author} bubble={bubble} chat={chat} />
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
          {seen && <span data-testid="seen"> · Seen</span>}
        </p>
      )}
    </section>
  );
}

interface MessageProps {
  author: Group["author"];
  bubble: Bubble;
  chat: Doing;
}

function MessageView({ author, bubble, chat }: MessageProps) {
  const { key, id, text, state, files, quote, deleted, edited, markdown, reason } = bubble;
  const { options, reactions } = bubble;
  const link = (file: string | null) => (id && file ? () => chat.link(id, file) : undefined);
  if (deleted) {
    return (
      <p class="bubble gone" data-testid="message" data-author={author} data-state="deleted">
        Message deleted
      </p>
    );
  }
  return (
    <div class="message" data-testid="message" data-author={author} data-state={state}>
      {files.map((file) => (
        <FileView key={file.id} file={file} link={link(file.id)} />
      ))}
      {text && (
        <div class={isBigEmoji(text) && !quote ? "emoji" : "bubble"}>
          {quote && (
            <blockquote dir="auto">
              <bdi class="hidden">{quote.author === "customer" ? "You said" : "We said"}: </bdi>
              {quote.text}
            </blockquote>
          )}
          <Words text={text} markdown={markdown} />
        </div>
      )}
      {reactions.length > 0 && (
        <p class="reactions" data-testid="reactions">
          <span class="hidden">Reactions: </span>
          {reactions.join(" ")}
        </p>
      )}
      {options.length > 0 && (
        <div class="options">
          {options.map(({ id, title }) => (
            <button key={id} type="button" dir="auto" onClick={() => chat.send(title, [], id)}>
              {title}
            </button>
          ))}
        </div>
      )}
      {edited && <p class="edited">Edited</p>}
      {state === "failed" && (
        <p class="failure" role="alert">
          {reason ? `Not sent: ${reason}.` : "Not sent."}{" "}
          <button type="button" onClick={() => chat.retry(key)}>
            Try again
          </button>
        </p>
      )}
    </div>
  );
}

/** A hue of their own for each agent, the same on every visit; the golden angle parts neighbouring ids. */
function hueOf(id: string): number {
  return ([...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7) * 137) % 360;
}
