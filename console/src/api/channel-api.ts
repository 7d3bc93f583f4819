/** The calls with which an admin connects channels and keeps them well. */
import type { Page } from "@switchboard/protocol";
import type { ChannelChange, ConnectedChannel, Kind, NewChannel } from "./channel-types";
import type { Ask } from "./http";
import type { Approved } from "./types";

const MOST = 100;

export function createChannelApi(ask: Ask) {
  const at = (id: string, rest = "") => `/channels/${encodeURIComponent(id)}${rest}`;
  return {
    channelKinds: () => ask<{ items: Kind[] }>("GET", "/channels/kinds"),
    connectedChannels: () => ask<Page<ConnectedChannel>>("GET", `/channels?limit=${MOST}`),
    connectedChannel: (id: string) => ask<ConnectedChannel>("GET", at(id)),
    connectChannel: (body: NewChannel) => ask<ConnectedChannel>("POST", "/channels", body),
    changeChannel: (id: string, body: ChannelChange) =>
      ask<ConnectedChannel>("PATCH", at(id), body),
    /** Proves the credentials to the provider, and tells it our URL again. */
    checkChannel: (id: string) => ask<ConnectedChannel>("POST", at(id, "/check")),
    disconnectChannel: (id: string) => ask<void>("DELETE", at(id)),
    syncApproved: (id: string) =>
      ask<{ items: Approved[]; synced_at: string | null }>("POST", at(id, "/templates/sync")),
  };
}
