/** The API by name: one function for each call that the console makes. */
import type {
  Availability,
  Conversation,
  Event,
  Inbox,
  InboxId,
  Me,
  Notification,
  Page,
  Refreshed,
  SignedIn,
  Suggestion,
  Ticket,
} from "@switchboard/protocol";
import type { Ask } from "./http";

export type Filter = "open" | "closed";

type Query = Record<string, string | number | null | undefined>;

function query(values: Query): string {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

export function createAuthApi(ask: Ask) {
  return {
    login: (email: string, password: string) =>
      ask<SignedIn>("POST", "/auth/login", { email, password }),
    refresh: (refresh_token: string) => ask<Refreshed>("POST", "/auth/refresh", { refresh_token }),
    signup: (form: { email: string; password: string; name: string; company: string }) =>
      ask<{ user_id: string }>("POST", "/auth/signup", form),
    confirm: (email: string, code: string) => ask<void>("POST", "/auth/confirm", { email, code }),
    forgot: (email: string) => ask<void>("POST", "/auth/forgot", { email }),
    reset: (email: string, code: string, password: string) =>
      ask<void>("POST", "/auth/reset", { email, code, password }),
  };
}

export function createApi(ask: Ask) {
  const conversation = (id: string) => `/conversations/${encodeURIComponent(id)}`;
  return {
    logout: () => ask<void>("POST", "/auth/logout"),
    me: () => ask<Me>("GET", "/me"),
    setAvailability: (availability: Availability) => ask<Me>("PATCH", "/me", { availability }),
    inboxes: () => ask<{ items: Inbox[] }>("GET", "/inboxes"),
    conversations: (inbox: InboxId, status: Filter, cursor: string | null) =>
      ask<Page<Conversation>>(
        "GET",
        `/conversations?${query({ inbox, status, limit: 50, cursor })}`,
      ),
    conversation: (id: string) => ask<Conversation>("GET", conversation(id)),
    timeline: (id: string, where: { before?: string; after_seq?: number } = {}) =>
      ask<Page<Event>>("GET", `${conversation(id)}/timeline?${query({ limit: 50, ...where })}`),
    reply: (id: string, text: string, client_id: string) =>
      ask<Event>("POST", `${conversation(id)}/messages`, { text, client_id }),
    retry: (id: string, messageId: string) =>
      ask<Event>("POST", `${conversation(id)}/messages/${encodeURIComponent(messageId)}/retry`),
    note: (id: string, text: string, client_id: string) =>
      ask<Event>("POST", `${conversation(id)}/notes`, { text, client_id }),
    take: (id: string) => ask<Conversation>("POST", `${conversation(id)}/take`),
    close: (id: string) => ask<Conversation>("POST", `${conversation(id)}/close`, {}),
    reopen: (id: string) => ask<Conversation>("POST", `${conversation(id)}/reopen`),
    read: (id: string, up_to: number) => ask<void>("POST", `${conversation(id)}/read`, { up_to }),
    suggestions: (id: string) =>
      ask<{ items: Suggestion[] }>("GET", `${conversation(id)}/suggestions`),
    sendSuggestion: (id: string, suggestionId: string, client_id: string) =>
      ask<Event>("POST", `${conversation(id)}/suggestions/${suggestionId}/send`, { client_id }),
    editSuggestion: (id: string, suggestionId: string) =>
      ask<Suggestion>("POST", `${conversation(id)}/suggestions/${suggestionId}/edit`),
    rejectSuggestion: (id: string, suggestionId: string) =>
      ask<Suggestion>("POST", `${conversation(id)}/suggestions/${suggestionId}/reject`),
    notifications: () => ask<Page<Notification>>("GET", "/notifications"),
    readNotification: (id: string) =>
      ask<void>("POST", `/notifications/${encodeURIComponent(id)}/read`),
    ticket: () => ask<Ticket>("POST", "/realtime/tickets"),
  };
}

export type AuthApi = ReturnType<typeof createAuthApi>;
export type Api = ReturnType<typeof createApi>;
