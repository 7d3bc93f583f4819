/** Articles to search and read, before the first word or in the middle of a conversation. */
import type { Help } from "./help";
import { BackIcon } from "./icons";
import { Words } from "./words";

export function HelpList({ help }: { help: Help }) {
  const found = help.found.value;
  return (
    <div class="help" data-testid="help">
      <input
        type="search"
        dir="auto"
        aria-label="Search for help"
        placeholder="Search for help…"
        maxLength={200}
        value={help.words.value}
        onInput={(event) => help.search(event.currentTarget.value)}
      />
      <ul aria-label="Articles">
        {found.map(({ id, title, excerpt }) => (
          <li key={id}>
            <button type="button" dir="auto" onClick={() => help.read(id)}>
              {title}
              <small>{excerpt}</small>
            </button>
          </li>
        ))}
      </ul>
      <p role="status">{found.length === 0 && "Nothing was found. Ask us instead."}</p>
    </div>
  );
}

export function HelpPanel({ help }: { help: Help }) {
  const article = help.article.value;
  return (
    <section class="reading" aria-label="Help">
      <button type="button" class="back" onClick={help.back}>
        <BackIcon />
        Back
      </button>
      {article ? (
        <article key={article.id} class="article" dir="auto" data-testid="article">
          <h2>{article.title}</h2>
          <Words text={article.text} markdown />
          {article.url && (
            <a href={article.url} target="_blank" rel="noopener noreferrer">
              Open on our website
            </a>
          )}
        </article>
      ) : (
        <HelpList help={help} />
      )}
      <button type="button" class="talk" onClick={() => (help.shown.value = false)}>
        Still need help? <b>Chat with us</b>
      </button>
    </section>
  );
}
