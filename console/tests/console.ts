/** A whole console on a fake API and a fake socket, for tests that look at the screen. */
import type { Frame } from "@switchboard/protocol";
import { act, configure, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createElement } from "react";
import { vi } from "vitest";
import type { Ask } from "../src/api/http";
import { App } from "../src/app/App";
import { createDesk } from "../src/state/actions";
import { createKept } from "../src/state/kept";
import { aFakeApi, type Facts } from "./fake-api";
// The page loads it beside the list; a test need not wait for its first time.
import "../src/thread/ThreadPane";

// Parts that are loaded when they are wanted take their time on a busy machine.
configure({ asyncUtilTimeout: 5000 });

// Without a layout every element is 0 px high, and a virtual list shows nothing.
Object.defineProperty(HTMLElement.prototype, "clientHeight", { value: 800 });

/** What loads later than the desk asks the API by path; a test that expects it answers. */
const unanswered: Ask = async (method, path) => {
  throw new Error(`The test did not expect ${method} ${path}`);
};

/** Open the console at a place, signed in and connected. */
export async function openConsole(facts: Facts & { path?: string; ask?: Ask } = {}) {
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
  const { ask = unanswered } = facts;
  const screen = render(
    createElement(App, {
      auth: {} as never,
      invitations: {} as never,
      session: session as never,
      newDesk,
      ask,
    }),
  );
  await act(async () => socket.onopen?.({} as never));
  const hear = (frame: Frame) =>
    act(async () => socket.onmessage?.({ data: JSON.stringify(frame) } as never));
  return { ...screen, api, hear, kept, session, user: userEvent.setup() };
}
