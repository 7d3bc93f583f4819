/** The API without a server: every call is a mock, and the usual ones have usual answers. */
import type {
  Conversation,
  Disposition,
  Event,
  Settings,
  Suggestion,
  TranslationSettings,
} from "@switchboard/protocol";
import { type Mock, vi } from "vitest";
import { type Api, createApi } from "../src/api/api";
import type { Channel } from "../src/api/types";
import { ANNA, aLabel, aMe, aRow, received, sent } from "./builders";
import { aChannel } from "./provider-builders";

export const TRANSLATION: TranslationSettings = {
  automatic: false,
  language: "en",
  two_way: false,
  formality: null,
  glossary: [],
  provider: { name: "amazon", available: true },
};

export type Facts = {
  row?: Conversation;
  events?: Event[];
  suggestions?: Suggestion[];
  channels?: Channel[];
  /** The contact's conversation before this one. */
  earlier?: string;
  me?: ReturnType<typeof aMe>;
  dispositions?: Disposition[];
  /** What the agent is asked when the console opens. */
  offers?: Conversation[];
  /** What the company has settled besides the usual. */
  settings?: Partial<Omit<Settings, "translation">> & {
    translation?: Partial<TranslationSettings>;
  };
};

type FakeApi = { [Name in keyof Api]: Mock<Api[Name]> };

/** Every call of the API as a mock; one that a test did not expect tells its name. */
function everyCall(): FakeApi {
  const names = Object.keys(createApi(async <Answer>() => undefined as Answer));
  const mocks = names.map((name) => [
    name,
    vi.fn(async () => {
      throw new Error(`The test did not expect a call of ${name}`);
    }),
  ]);
  return Object.fromEntries(mocks);
}

export function aFakeApi({
  row = aRow(),
  events = [received(1)],
  suggestions = [],
  channels = [aChannel()],
  earlier,
  me,
  dispositions = [],
  offers = [],
  settings,
}: Facts) {
  const empty = { items: [], next_cursor: null };
  const next = () => row.version + 1;
  const counts = { open: 0, unreplied: 0, unread: 0 };
  const api = everyCall();
  api.logout.mockImplementation(async () => {});
  api.me.mockImplementation(async () => me ?? aMe());
  api.setAvailability.mockImplementation(async ({ status }) => aMe({ availability: status }));
  api.offers.mockImplementation(async () => ({ items: offers }));
  api.dispositions.mockImplementation(async () => ({ items: dispositions }));
  api.slaPolicies.mockImplementation(async () => ({ items: [] }));
  api.pauseReasons.mockImplementation(async () => ({ items: [] }));
  api.teams.mockImplementation(async () => ({ items: [] }));
  api.inboxes.mockImplementation(async () => ({
    items: [
      { ...counts, id: "me", name: "My inbox", kind: "me" },
      {
        ...counts,
        id: "unassigned",
        name: "Unassigned",
        kind: "unassigned",
        open: 1,
        unreplied: 1,
      },
    ],
    badge: 1,
    waiting: 0,
  }));
  api.conversations.mockImplementation(async () => ({ items: [row], next_cursor: null }));
  api.conversationsOf.mockImplementation(async () => ({ items: [row], next_cursor: null }));
  api.conversation.mockImplementation(async () => row);
  api.timeline.mockImplementation(async (_id, { after_seq = 0 } = {}) => ({
    items: events.filter((event) => event.seq > after_seq),
    next_cursor: null,
    earlier: earlier ?? null,
  }));
  api.notes.mockImplementation(async () => empty);
  api.drafts.mockImplementation(async () => ({ reply: null, note: null }));
  api.saveDraft.mockImplementation(async () => {});
  api.scheduled.mockImplementation(async () => ({ items: [] }));
  const answer = async (_id: string, { client_id }: { client_id: string }) =>
    sent(next(), { client_id }, { changes: { assignees: [ANNA] } });
  api.reply.mockImplementation(answer);
  api.note.mockImplementation(answer);
  api.sendSuggestion.mockImplementation((id, _suggestion, client_id) => answer(id, { client_id }));
  api.retry.mockImplementation(async () => sent(row.version));
  const changed = (change: Partial<Conversation>) => async () => ({
    ...row,
    version: next(),
    ...change,
  });
  api.take.mockImplementation(changed({ assignees: [ANNA] }));
  api.close.mockImplementation(changed({ status: "closed" }));
  api.reopen.mockImplementation(changed({ status: "open" }));
  api.read.mockImplementation(async () => {});
  api.suggestions.mockImplementation(async () => ({ items: suggestions }));
  api.editSuggestion.mockImplementation(async () => suggestions[0] as Suggestion);
  api.rejectSuggestion.mockImplementation(async () => suggestions[0] as Suggestion);
  api.notifications.mockImplementation(async () => empty);
  api.readNotification.mockImplementation(async () => {});
  api.ticket.mockImplementation(async () => ({
    ticket: "t",
    url: "wss://socket",
    expires_in: 60,
  }));
  api.labels.mockImplementation(async () => ({ items: [aLabel()] }));
  api.views.mockImplementation(async () => empty);
  api.channels.mockImplementation(async () => ({ items: channels }));
  api.users.mockImplementation(async () => empty);
  api.templates.mockImplementation(async () => empty);
  api.macros.mockImplementation(async () => empty);
  const settled = async (): Promise<Settings> => ({
    after_close: "reopen",
    reopen_hours: null,
    auto_close_minutes: null,
    auto_close_message: null,
    edit_minutes: 15,
    needs_disposition: false,
    workload: {
      limit: null,
      weights: {},
      idle_minutes: null,
      away_minutes: null,
      managed_by: null,
    },
    sign_up: null,
    ...settings,
    translation: { ...TRANSLATION, ...settings?.translation },
  });
  api.settings.mockImplementation(settled);
  api.rules.mockImplementation(settled);
  return api;
}
