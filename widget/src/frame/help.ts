/** The company's articles: found by words and read without leaving the chat. */
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { ArticleFound, ArticleRead } from "@switchboard/protocol";
import type { Api } from "./api";

const WHILE_TYPING = 250;

export interface Help {
  /** Whether there is anything to read: without it nothing of this shows. */
  readonly exists: ReadonlySignal<boolean>;
  readonly words: ReadonlySignal<string>;
  readonly found: ReadonlySignal<ArticleFound[]>;
  /** In the place of the conversation: the articles, or the one that is read. */
  readonly shown: Signal<boolean>;
  readonly article: ReadonlySignal<ArticleRead | null>;
  start(): void;
  search(words: string): void;
  read(id: string): Promise<void>;
  back(): void;
}

export function createHelp(api: Pick<Api, "articles" | "article">): Help {
  const exists = signal(false);
  const words = signal("");
  const found = signal<ArticleFound[]>([]);
  const shown = signal(false);
  const article = signal<ArticleRead | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the article was chosen beside the conversation, so that Back leads there. */
  let direct = false;

  async function find(): Promise<void> {
    const asked = words.value;
    try {
      const { items } = await api.articles(asked);
      if (asked !== words.value) return; // a later question is under way
      found.value = items;
      exists.value ||= items.length > 0;
    } catch {
      // The chat goes on without; the next question or opening asks again.
    }
  }

  return {
    exists,
    words,
    found,
    shown,
    article,
    start() {
      if (!exists.value) void find();
    },
    search(text) {
      words.value = text;
      clearTimeout(timer);
      timer = setTimeout(find, WHILE_TYPING);
    },
    async read(id) {
      direct = !shown.value;
      try {
        article.value = await api.article(id);
        shown.value = true;
      } catch {
        void find(); // it is no longer there: show what is
      }
    },
    back() {
      shown.value = article.value !== null && !direct;
      article.value = null;
    },
  };
}
