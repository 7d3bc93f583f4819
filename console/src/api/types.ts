/** The shapes of the desk's calls, under the names that the console has for them. */
import type {
  Capabilities,
  Conversation,
  ContactDetails as Details,
  Preferences,
  SavedView,
  User,
} from "@switchboard/protocol";

export type {
  BulkAction,
  BulkResult,
  Channel,
  Contact,
  Conversation,
  Inbox,
  Inboxes,
  InboxId,
  Label,
  Macro,
  Me,
  Preferences,
  Priority,
  Rules,
  SavedView,
  SearchHit as Hit,
  Settings,
  Template,
} from "@switchboard/protocol";

export type Sort = Preferences["sorts"][string];
export type Status = "open" | "closed" | "snoozed" | "any";
export type ChannelRef = Conversation["channel"];
export type ViewScope = SavedView["scope"];
export type LabelScope = "team" | "private";
/** `load`: how many open conversations they have, where the server tells. */
export type Colleague = User & { load?: number };

/** Where a contact is reached: their address there, when they last wrote, whether they opted out. */
export type Reach = ChannelRef &
  Partial<Pick<Conversation["channels"][number], "address" | "heard_at" | "opted_out">>;

export type FileKind = "image" | "audio" | "video" | "file";
/** Bytes, and the types that may be sent; an empty list means any. What is not named can't be. */
export type FileLimits = Partial<Record<FileKind, { size: number; types: readonly string[] }>>;

/** What a channel can do. */
export type Able = Capabilities;

export type ContactDetails = Omit<Details, "channels"> & { channels: Reach[] };

/** A template that the provider approved; gaps are `{{1}}`, `{{2}}` … or `{{name}}`. */
export type Approved = {
  id: string;
  name: string;
  language: string;
  status: string;
  category: string;
  header: string;
  header_format: "none" | "text" | "image" | "video" | "document";
  body: string;
  footer: string;
  buttons: readonly { kind: string; text: string; value: string }[];
};

/** Narrows a list down; every field that is set must hold. */
export type Filters = {
  team?: string;
  channel?: string;
  label?: string;
  priority?: NonNullable<Conversation["priority"]>;
  important?: boolean;
  assignee?: string;
};

/** `from` and `to` are days, both included. */
export type SearchQuery = {
  q: string;
  agent?: string;
  channel?: string;
  label?: string;
  status?: Status;
  from?: string;
  to?: string;
};
