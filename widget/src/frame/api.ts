/** The visitor's REST calls. A session is made when first needed, rotated daily, and renewed when it has expired. */
import type {
  ArticleFound,
  ArticleRead,
  Event,
  FileLink,
  OfferedFile,
  ProblemBody,
  Ticket,
  Visit,
  VisitorTimeline,
} from "@switchboard/protocol";
import type { Store } from "./storage";

const TIMEOUT = 15_000;
const ROTATE_AFTER = 24 * 60 * 60 * 1000;

/** The server understood and said no. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    detail: string,
    readonly code?: string,
  ) {
    super(detail);
  }

  /** Whether the same request may be accepted later. */
  get temporary(): boolean {
    const passing = this.status === 408 || this.status === 429 || this.code === "being_scanned";
    return passing || this.status >= 500;
  }
}

/** The server will not have this page or this widget at all; no later call can succeed. */
export class Unwelcome extends Refused {}

export interface Api {
  timeline(query: { limit: number; before?: string; after_seq?: number }): Promise<VisitorTimeline>;
  send(message: {
    text: string;
    client_id: string;
    attachments: string[];
    option_id?: string;
  }): Promise<Event>;
  ticket(): Promise<Ticket>;
  read(upTo: number): Promise<void>;
  offer(file: { name: string; mime_type: string; size: number }): Promise<OfferedFile>;
  link(messageId: string, fileId: string): Promise<FileLink>;
  articles(words: string): Promise<{ items: ArticleFound[] }>;
  article(id: string): Promise<ArticleRead>;
}

export function createApi(base: string, widgetId: string, store: Store): Api {
  let renewing: Promise<void> | undefined;

  async function request<T>(path: string, init: RequestInit, token?: string): Promise<T> {
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (token) headers.authorization = `Bearer ${token}`;
    const response = await fetch(base + path, {
      ...init,
      headers,
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (response.ok) return response.status === 204 ? (undefined as T) : response.json();
    const problem: Partial<ProblemBody> = await response.json().catch(() => ({}));
    throw new Refused(response.status, problem.detail ?? response.statusText, problem.code);
  }

  /** Trades the token we hold, if any, for a fresh one of the same visitor. */
  function renew(): Promise<void> {
    renewing ??= openSession().finally(() => {
      renewing = undefined;
    });
    return renewing;
  }

  async function openSession(): Promise<void> {
    const token = store.saved.value.visit?.token;
    try {
      const visit = await request<Visit>(`/widget/${widgetId}/sessions`, post({ token }));
      store.update((saved) => ({
        visit,
        renewed_at: Date.now(),
        ...(saved.visit?.contact.id === visit.contact.id ? {} : { read_up_to: 0, thread: null }),
      }));
    } catch (error) {
      if (error instanceof Refused && (error.status === 403 || error.status === 404)) {
        throw new Unwelcome(error.status, error.message);
      }
      throw error;
    }
  }

  async function token(): Promise<string> {
    const { visit, renewed_at } = store.saved.value;
    if (!visit || Date.now() - renewed_at > ROTATE_AFTER) await renew();
    return (store.saved.value.visit as Visit).token;
  }

  async function call<T>(path: string, init: RequestInit = {}): Promise<T> {
    const used = await token();
    try {
      return await request<T>(path, init, used);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 401) throw error;
      // Another call, or another tab, may have renewed it while this one was under way.
      store.refresh();
      if (store.saved.value.visit?.token === used) await renew();
      return request<T>(path, init, await token());
    }
  }

  return {
    timeline: (query) =>
      call(
        `/widget/timeline?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, `${value}`]))}`,
      ),
    send: (message) => call("/widget/messages", post(message)),
    ticket: () => call("/widget/tickets", { method: "POST" }),
    read: (up_to) => call("/widget/read", post({ up_to })),
    offer: (file) => call("/widget/attachments", post(file)),
    link: (message, file) => call(`/widget/messages/${message}/attachments/${file}`),
    articles: (words) => call(`/widget/articles?q=${encodeURIComponent(words)}`),
    article: (id) => call(`/widget/articles/${id}`),
  };
}

const post = (body: object): RequestInit => ({ method: "POST", body: JSON.stringify(body) });
