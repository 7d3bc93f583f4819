import { expect, onTestFinished, vi } from "vitest";
import type { Conversation } from "../src/api/types";
import { createDesk } from "../src/state/actions";
import { createKept } from "../src/state/kept";
import type { Letter } from "../src/state/thread";
import { ANNA, aMe, aRow } from "./builders";
import { aFakeApi } from "./fake-api";

export const letter = (over: Partial<Letter> = {}): Letter => ({
  kind: "reply",
  text: "Yes",
  format: "plain",
  attachments: [],
  channel_id: null,
  reply_to: null,
  options: [],
  subject: null,
  cc: null,
  parent_id: null,
  mentions: [],
  template: null,
  suggestion_id: null,
  as_suggested: false,
  translate_to: null,
  ...over,
});

/** A desk with one conversation open. */
export async function anOpenDesk(facts: { row?: Conversation; undo_seconds?: number } = {}) {
  const preferences = { sorts: {}, undo_seconds: facts.undo_seconds ?? 0, enter_sends: true };
  const row = facts.row ?? aRow({ assignees: [ANNA] });
  const api = aFakeApi({ row, me: aMe({ preferences }) });
  const socket = { send: vi.fn(), close: vi.fn() } as unknown as WebSocket;
  const kept = createKept(sessionStorage);
  let ids = 0;
  const desk = createDesk({
    api,
    kept,
    openSocket: () => socket,
    newId: () => `id_${++ids}`,
    watching: () => true,
  });
  await desk.start();
  onTestFinished(desk.stop);
  desk.open("cnv_1");
  const thread = () => desk.store.getState().threads.cnv_1;
  await vi.waitFor(() => expect(thread()?.state).toBe("ready"));
  const hear = (frame: object) => socket.onmessage?.({ data: JSON.stringify(frame) } as never);
  return { desk, api, kept, hear, socket, thread };
}
