/** The shapes of the desk's calls, under the names that the console has for them. */
import type { Conversation, Preferences, SavedView, User } from "@switchboard/protocol";

export type {
  BulkAction,
  BulkResult,
  Contact,
  ContactDetails,
  Conversation,
  Inbox,
  Inboxes,
  InboxId,
  Label,
  Me,
  Preferences,
  Priority,
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
