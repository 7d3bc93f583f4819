/** The API by name: one function for each call that the console makes. */
import type {
  Event,
  Notification,
  Page,
  Refreshed,
  SignedIn,
  Suggestion,
  Team,
  Ticket,
} from "@switchboard/protocol";
import type { ListQuery } from "../state/queries";
import { filterPairs, viewOf } from "../state/queries";
import { momentAt } from "../text/zone";
import { createChannelApi } from "./channel-api";
import type { Ask } from "./http";
import { createRoutingApi } from "./routing-api";
import { createTemplateApi } from "./template-api";
import { createThreadApi } from "./thread-api";
import type { FirstBody } from "./thread-types";
import type {
  Approved,
  BulkAction,
  BulkResult,
  Channel,
  Colleague,
  Contact,
  ContactDetails,
  Conversation,
  Hit,
  Inboxes,
  Label,
  Me,
  Preferences,
  Priority,
  Rules,
  SavedView,
  SearchQuery,
  Settings,
} from "./types";

type Query = Record<string, string | number | boolean | null | undefined>;
type Items<Item> = { items: Item[] };

export function query(values: Query): string {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

/** An id stands in a path, whatever it holds. */
export const part = encodeURIComponent;

export function createAuthApi(ask: Ask) {
  return {
    login: (email: string, password: string) =>
      ask<SignedIn>("POST", "/auth/login", { email, password }),
    refresh: (refresh_token: string) => ask<Refreshed>("POST", "/auth/refresh", { refresh_token }),
    signup: (form: {
      email: string;
      password: string;
      name: string;
      company: string;
      time_zone: string;
    }) => ask<{ user_id: string }>("POST", "/auth/signup", form),
    confirm: (email: string, code: string) => ask<void>("POST", "/auth/confirm", { email, code }),
    forgot: (email: string) => ask<void>("POST", "/auth/forgot", { email }),
    reset: (email: string, code: string, password: string) =>
      ask<void>("POST", "/auth/reset", { email, code, password }),
  };
}

/** The agent's own days as moments: from the first minute of one to the last of the other. */
function moments({ from, to }: SearchQuery) {
  const moment = (day: string, time: string) => momentAt(`${day}T${time}`).toISOString();
  return {
    ...(from && { from: moment(from, "00:00:00") }),
    ...(to && { to: moment(to, "23:59:59.999") }),
  };
}

/** What an agent does with conversations. */
function conversationCalls(ask: Ask) {
  const at = (id: string, rest = "") => `/conversations/${part(id)}${rest}`;
  const { waiting } = createRoutingApi(ask);
  const change = (method: "POST" | "PATCH" | "DELETE", rest: string) => (id: string) =>
    ask<Conversation>(method, at(id, rest));
  return {
    conversations: ({ inbox, status, filters, q, sort }: ListQuery, cursor: string | null) => {
      if (inbox === "waiting") return waiting(cursor);
      const view = viewOf(inbox);
      const which = { inbox: view ? null : inbox, view, status, sort, q: q || null };
      const narrowed = Object.fromEntries(filterPairs(filters));
      return ask<Page<Conversation>>(
        "GET",
        `/conversations?${query({ ...which, ...narrowed, limit: 50, cursor })}`,
      );
    },
    conversationsOf: (contact: string) =>
      ask<Page<Conversation>>("GET", `/conversations?${query({ contact, limit: 50 })}`),
    conversation: (id: string) => ask<Conversation>("GET", at(id)),
    startConversation: (body: FirstBody) => ask<Conversation>("POST", "/conversations", body),
    updateConversation: (
      id: string,
      body: {
        topic?: string | null;
        priority?: Priority | null;
        important?: boolean;
        visible_to?: string[] | null;
      },
    ) => ask<Conversation>("PATCH", at(id), body),
    deleteConversation: (id: string) => ask<void>("DELETE", at(id)),
    notes: (id: string, cursor: string | null = null) =>
      ask<Page<Event>>("GET", at(id, `/notes?${query({ cursor })}`)),
    take: change("POST", "/take"),
    assign: (id: string, user_ids: string[]) =>
      ask<Conversation>("POST", at(id, "/assign"), { user_ids }),
    close: (id: string, disposition: string | null) =>
      ask<Conversation>("POST", at(id, "/close"), { disposition }),
    /** Also for the others who have it. */
    closeForAll: (id: string, disposition: string | null) =>
      ask<Conversation>("POST", at(id, "/close"), { disposition, everyone: true }),
    reopen: change("POST", "/reopen"),
    snooze: (id: string, until: string | null) =>
      ask<Conversation>("POST", at(id, "/snooze"), { until }),
    wake: change("DELETE", "/snooze"),
    label: (id: string, add: string[], remove: string[]) =>
      ask<Conversation>("POST", at(id, "/labels"), { add, remove }),
    star: (id: string, on: boolean) => ask<undefined>(on ? "POST" : "DELETE", at(id, "/star")),
    read: (id: string, up_to: number) => ask<void>("POST", at(id, "/read"), { up_to }),
    unread: (id: string) => ask<undefined>("POST", at(id, "/unread")),
    merge: (id: string, conversation_id: string) =>
      ask<Conversation>("POST", at(id, "/merge"), { conversation_id }),
    unmerge: (id: string, conversation_id: string) =>
      ask<Conversation>("POST", at(id, "/unmerge"), { conversation_id }),
    bulk: (conversation_ids: string[], action: BulkAction) =>
      ask<Items<BulkResult>>("POST", "/conversations/bulk", { conversation_ids, action }),
    search: (words: SearchQuery, cursor: string | null) =>
      ask<Page<Hit>>("GET", `/search?${query({ ...words, ...moments(words), limit: 30, cursor })}`),
    searchLabel: (label: string, cursor: string | null) =>
      ask<Page<Hit>>("GET", `/search/labels?${query({ label, limit: 30, cursor })}`),
  };
}

/** What the company has set up: people, contacts, labels, views and rules. */
function catalogCalls(ask: Ask) {
  return {
    users: (cursor: string | null = null) =>
      ask<Page<Colleague>>("GET", `/users?${query({ limit: 100, cursor })}`),
    teams: () => ask<Items<Team>>("GET", "/teams"),
    channels: () => ask<Items<Channel>>("GET", "/channels/directory"),
    approved: (channel: string) =>
      ask<Items<Approved> & { synced_at: string | null }>(
        "GET",
        `/channels/${part(channel)}/templates`,
      ),
    contacts: (q: string) =>
      ask<Page<Contact>>("GET", `/contacts?${query({ q: q || null, limit: 20 })}`),
    contact: (id: string) => ask<ContactDetails>("GET", `/contacts/${part(id)}`),
    createContact: (body: { name: string; phone?: string }) =>
      ask<ContactDetails>("POST", "/contacts", body),
    updateContact: (
      id: string,
      body: Partial<Pick<Contact, "name" | "phone" | "assignee_id" | "visible_to">>,
    ) => ask<ContactDetails>("PATCH", `/contacts/${part(id)}`, body),
    labels: () => ask<Items<Label>>("GET", "/labels"),
    createLabel: (body: Omit<Label, "id">) => ask<Label>("POST", "/labels", body),
    updateLabel: (id: string, body: Partial<Omit<Label, "id">>) =>
      ask<Label>("PATCH", `/labels/${part(id)}`, body),
    deleteLabel: (id: string) => ask<void>("DELETE", `/labels/${part(id)}`),
    views: () => ask<Items<SavedView>>("GET", "/views"),
    createView: (body: Omit<SavedView, "id" | "count">) => ask<SavedView>("POST", "/views", body),
    deleteView: (id: string) => ask<void>("DELETE", `/views/${part(id)}`),
    settings: () => ask<Settings>("GET", "/settings"),
    rules: () => ask<Rules>("GET", "/policy"),
    updateSettings: (body: Partial<Omit<Settings, "translation">>) =>
      ask<Settings>("PATCH", "/settings", body),
  };
}

function suggestionCalls(ask: Ask) {
  const at = (id: string, rest = "") => `/conversations/${part(id)}/suggestions${rest}`;
  return {
    suggestions: (id: string) => ask<Items<Suggestion>>("GET", at(id)),
    sendSuggestion: (id: string, suggestionId: string, client_id: string) =>
      ask<Event>("POST", at(id, `/${suggestionId}/send`), { client_id }),
    editSuggestion: (id: string, suggestionId: string) =>
      ask<Suggestion>("POST", at(id, `/${suggestionId}/edit`)),
    rejectSuggestion: (id: string, suggestionId: string) =>
      ask<Suggestion>("POST", at(id, `/${suggestionId}/reject`)),
  };
}

export function createApi(ask: Ask) {
  return {
    logout: () => ask<void>("POST", "/auth/logout"),
    me: () => ask<Me>("GET", "/me"),
    setPreferences: (preferences: Partial<Preferences>) => ask<Me>("PATCH", "/me", { preferences }),
    inboxes: () => ask<Inboxes>("GET", "/inboxes"),
    notifications: () => ask<Page<Notification>>("GET", "/notifications"),
    readNotification: (id: string) => ask<void>("POST", `/notifications/${part(id)}/read`),
    ticket: () => ask<Ticket>("POST", "/realtime/tickets"),
    ...conversationCalls(ask),
    ...suggestionCalls(ask),
    ...catalogCalls(ask),
    ...createThreadApi(ask),
    ...createChannelApi(ask),
    ...createTemplateApi(ask),
    ...createRoutingApi(ask),
  };
}

export type AuthApi = ReturnType<typeof createAuthApi>;
export type Api = ReturnType<typeof createApi>;
