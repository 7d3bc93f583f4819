/** Channels as an admin settles them. */
import type { Capabilities } from "@switchboard/protocol";

export type Part = "address" | "settings" | "credentials";

/** Something to fill in when a channel is connected. */
export type KindField = {
  name: string;
  label: string;
  part: Part;
  help: string;
  example: string;
  required: boolean;
  /** Made by the server where it is left empty, to be pasted at the provider. */
  generated: boolean;
};

/** A kind of channel that can be connected. */
export type Kind = {
  kind: string;
  label: string;
  capabilities: Pick<Capabilities, "templates" | "pushes">;
  fields: readonly KindField[];
  /** What to do at the provider; `{webhook_url}` and names of fields stand for their values. */
  steps: readonly string[];
};

export type Health = {
  /** `new`: no verified event came yet. `unauthorized`: the credentials are no longer accepted. */
  state: "new" | "ok" | "unauthorized" | "failing";
  since: string | null;
  reason: string | null;
  first_event_at: string | null;
  last_event_at: string | null;
  /** Messages that wait for new credentials; 100 means 100 or more. */
  held: number;
};

export type ConnectedChannel = {
  id: string;
  kind: string;
  label: string;
  name: string;
  team_id: string;
  address: string | null;
  settings: Readonly<Record<string, unknown>>;
  webhook_url: string;
  /** The kind's steps with everything filled in. */
  steps: readonly string[];
  health: Health;
  capabilities: Pick<Capabilities, "templates" | "pushes">;
};

export type NewChannel = {
  kind: string;
  name: string;
  team_id: string | null;
  address?: string;
  settings: Readonly<Record<string, unknown>>;
  credentials: Readonly<Record<string, string>>;
};

export type ChannelChange = Partial<Omit<NewChannel, "kind">>;
