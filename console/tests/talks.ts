/** Conversations on any channels, for tests that look at the screen. */
import type { MessageReceived } from "@switchboard/protocol";
import type { Channel } from "../src/api/types";
import { ANNA, aReach, aRow, received } from "./builders";

const HOUR = 3_600_000;
export const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();

/** A conversation on these channels, in each of which the customer was heard some hours ago. */
export function aTalk(
  ...channels: [Channel, hours: number | null, over?: { opted_out: boolean }][]
) {
  const reached = channels.map(([{ id, kind, name }, hours, over]) =>
    aReach({ id, kind, name, heard_at: hours === null ? null : ago(hours), ...over }),
  );
  const [own] = reached;
  if (!own) throw new Error("a conversation has a channel");
  const row = aRow({ assignees: [ANNA], channel: own, channels: reached, last_entry_at: ago(0) });
  return { row, channels: channels.map(([channel]) => channel) };
}

export const told = (seq: number, data: object, over: Partial<MessageReceived> = {}) => {
  const message = received(seq, over);
  return { ...message, data: { ...message.data, ...data } };
};
