/** A whole console on a fake API and a fake socket, for tests that look at the screen. */
import type { Conversation, Event, Frame, Suggestion } from "@switchboard/protocol";
import { act, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createElement } from "react";
import { vi } from "vitest";
import type { Api } from "../src/api/api";
import { App } from "../src/app/App";
import { createDesk } from "../src/state/actions";
import { createKept } from "../src/state/kept";
import { ANNA, aMe, aRow, received, sent } from "./builders";

type Facts = {
  row?: Conversation;
  events?: Event[];
  suggestions?: Suggestion[];
  path?: string;
  me?: ReturnType<typeof aMe>;
};

export function aFakeApi({ row = aRow(), events = [received(1)], suggestions = [], me }: Facts) {
  const empty = { items: [], next_cursor: null };
  const answer = async (_id: string, _what: string, client_id?: string) =>
    sent(row.version + 1, client_id ? { client_id } : {}, { changes: { assignees: [ANNA] } });
  const api = {
    logout: vi.fn(async () => {}),
    me: vi.fn(async () => me ?? aMe()),
    setAvailability: vi.fn(async (availability) => aMe({ availability })),
    inboxes: vi.fn(async () => ({
      items: [
        { id: "me" as const, name: "My inbox", open: 0 },
        { id: "unassigned" as const, name: "Unassigned", open: 1 },
      ],
    })),
    conversations: vi.fn(async () => ({ items: [row], next_cursor: null })),
    conversation: vi.fn(async () => row),
    timeline: vi.fn(async (_id, { after_seq = 0 } = {}) => ({
      items: events.filter((event) => event.seq > after_seq),
      next_cursor: null,
    })),
    reply: vi.fn<Api["reply"]>(answer),
    retry: vi.fn(async () => sent(row.version)),
    note: vi.fn<Api["note"]>(answer),
    take: vi.fn(async () => ({ ...row, version: row.version + 1, assignees: [ANNA] })),
    close: vi.fn(async () => ({ ...row, version: row.version + 1, status: "closed" as const })),
    reopen: vi.fn(async () => ({ ...row, version: row.version + 1, status: "open" as const })),
    read: vi.fn(async () => {}),
    suggestions: vi.fn(async () => ({ items: suggestions })),
    sendSuggestion: vi.fn<Api["sendSuggestion"]>(answer),
    editSuggestion: vi.fn(async () => suggestions[0] as Suggestion),
    rejectSuggestion: vi.fn(async () => suggestions[0] as Suggestion),
    notifications: vi.fn(async () => empty),
    readNotification: vi.fn(async () => {}),
    ticket: vi.fn(async () => ({ ticket: "t", url: "wss://socket", expires_in: 60 })),
  } satisfies Api;
  return api;
}

// Without a layout every element is 0 px high, and a virtual list shows nothing.
Object.defineProperty(HTMLElement.prototype, "clientHeight", { value: 800 });

/** Open the console at a place, signed in and connected. */
export async function openConsole(facts: Facts = {}) {
  location.hash = facts.path ?? "/inbox/unassigned/open/cnv_1";
  const api = aFakeApi(facts);
  const socket = { send: vi.fn(), close: vi.fn() } as unknown as WebSocket;
  const kept = createKept(sessionStorage);
  let ids = 0;
  const newDesk = () =>
    createDesk({
      api,
      kept,
      openSocket: () => socket,
      newId: () => `id_${++ids}`,
      watching: () => true,
    });
  const session = { exists: () => true, end: vi.fn(), onEnd: () => () => {} };
  const screen = render(
    createElement(App, { auth: {} as never, session: session as never, newDesk }),
  );
  await act(async () => socket.onopen?.({} as never));
  const hear = (frame: Frame) =>
    act(async () => socket.onmessage?.({ data: JSON.stringify(frame) } as never));
  return { ...screen, api, hear, kept, session, user: userEvent.setup() };
}
