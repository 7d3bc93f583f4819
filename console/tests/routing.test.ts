import type { Event, Frame } from "@switchboard/protocol";
import { describe, expect, test } from "vitest";
import type { Conversation } from "../src/api/types";
import { loadWord, standWord, toneOf } from "../src/presence/words";
import { filled } from "../src/routing/offer-url";
import { whyGone } from "../src/routing/useLeaving";
import { decidedWords, passedWords } from "../src/routing/words";
import { type Desk, EMPTY_DESK } from "../src/state/desk";
import { withFrame } from "../src/state/frames";
import { belongs, compare } from "../src/state/lists";
import type { ListQuery } from "../src/state/queries";
import { type Asked, askedOf, dueOf, endingsOf, endOf, isShared } from "../src/state/routing";
import { linesOf } from "../src/text/lines";
import { spanText } from "../src/text/time";
import { ANNA, aMe, aRow, assigned, aUser, BEN, minutes, NOON } from "./builders";

const MIA = { id: "usr_mia", name: "Mia Lund" };
const OFFER = { id: "ofr_1", user: ANNA, made_at: minutes(0), until: minutes(1) };
const INVITATION = { id: "inv_1", to: ANNA, by: BEN, at: minutes(0) };

const asked = (row: Conversation, me = aMe()) => askedOf({ rows: { [row.id]: row }, me });

describe("what an agent is asked", () => {
  test("is what is offered to them, and where they or a team of theirs are invited", () => {
    const team = { ...INVITATION, to: { id: "tm_1", name: "Sales" } };

    expect(asked(aRow({ offer: OFFER }))).toMatchObject([{ id: "ofr_1", kind: "offer" }]);
    expect(asked(aRow({ invitations: [INVITATION], assignees: [BEN] }))).toHaveLength(1);
    expect(asked(aRow({ invitations: [team], assignees: [BEN] }))).toHaveLength(1);
  });

  test("is nothing where it rings at somebody else, is theirs already, or has ended", () => {
    const invitations = [INVITATION];

    expect(asked(aRow({ offer: { ...OFFER, user: BEN } }))).toEqual([]);
    expect(asked(aRow({ invitations, assignees: [ANNA, BEN] }))).toEqual([]);
    expect(asked(aRow({ offer: OFFER, status: "closed" }))).toEqual([]);
    expect(asked(aRow({ invitations: [{ ...INVITATION, to: MIA }] }))).toEqual([]);
  });

  test("is the same list while only other conversations change", () => {
    const row = aRow({ offer: OFFER });
    const me = aMe();
    const before = askedOf({ rows: { [row.id]: row }, me });

    const after = askedOf({ rows: { [row.id]: row, cnv_2: aRow({ id: "cnv_2" }) }, me });

    expect(after).toBe(before);
  });

  test("ends by the server's clock, however wrong this machine's is", () => {
    const row = aRow({ offer: OFFER, version: 2 });
    const made = {
      ...assigned(2, null, []),
      type: "offer.made",
      occurred_at: minutes(0),
      data: { offer_id: "ofr_1", user: ANNA, until: minutes(1), decision: null },
      conversation: row,
    } as Frame;

    const desk = withFrame(EMPTY_DESK, made, true, NOON + 600_000);

    expect(desk.skew).toBe(600_000);
    expect(endOf(OFFER, desk.skew)).toBe(NOON + 660_000);
  });
});

describe("an offer that is gone", () => {
  const offer: Asked = { id: "ofr_1", kind: "offer", row: aRow(), offer: OFFER };
  const invitation: Asked = { id: "i", kind: "invitation", row: aRow(), invitation: INVITATION };

  test("says who took it, that time was up, or that it was withdrawn", () => {
    const why = (row: Conversation | undefined, over = -1) => whyGone(offer, row, ANNA.id, over);

    expect(why(aRow({ assignees: [BEN] }))).toBe("Ben Okafor took it");
    expect(why(aRow({ assignees: [ANNA] }))).toBeNull();
    expect(why(aRow({ status: "closed" }))).toBe("The conversation has ended");
    expect(why(aRow())).toBe("The offer was withdrawn");
    expect(why(aRow(), 10)).toBe("Time was up");
    expect(why(aRow({ offer: { ...OFFER, id: "ofr_2", user: BEN } }), 10)).toBe(
      "Time was up. It rings at Ben Okafor now",
    );
    expect(why(undefined)).toBe("It is no longer yours to see");
  });

  test("an invitation that was taken back says so", () => {
    const row = aRow({ assignees: [BEN] });
    expect(whyGone(invitation, row, ANNA.id, -1)).toBe("The invitation has ended");
  });
});

describe("an Admin's page on an offer", () => {
  const row = aRow();

  test("gets what is known of the customer, escaped", () => {
    const url = "https://crm.example/{contact_id}?c={conversation_id}&p={phone}&m={email}";
    const contact = { phone: "+47 555", email: null };

    expect(filled(url, { row, contact })).toBe(
      "https://crm.example/ctc_kari?c=cnv_1&p=%2B47%20555&m=",
    );
  });

  test("waits for the contact where it needs them, and is a web page or nothing", () => {
    expect(filled("https://crm.example/{phone}", { row, contact: null })).toBeNull();
    expect(filled("javascript:alert(1)", { row, contact: null })).toBeNull();
  });
});

describe("what is promised", () => {
  const sla = {
    policy_id: "sla_1",
    first_due: null,
    next_due: minutes(30),
    resolve_due: minutes(20),
    warned: [],
    breached: [],
  };

  test("is told by what runs out first: calm, then warned, then late", () => {
    expect(dueOf(sla, NOON)).toEqual({ target: "resolve", at: minutes(20), state: "calm" });
    expect(dueOf({ ...sla, warned: ["resolve"] }, NOON)?.state).toBe("warned");
    expect(dueOf(sla, NOON + 20 * 60_000)?.state).toBe("late");
  });

  test("is nothing while it is the customer's turn", () => {
    expect(dueOf({ ...sla, next_due: null, resolve_due: null }, NOON)).toBeNull();
  });

  test("is said in its largest units", () => {
    expect([30_000, 720_000, 12_000_000, 7_200_000, 187_200_000].map(spanText)).toEqual([
      "<1m",
      "12m",
      "3h 20m",
      "2h",
      "2d 4h",
    ]);
  });
});

describe("presence", () => {
  const desk = (over: Partial<Desk> = {}): Desk => ({
    ...EMPTY_DESK,
    me: aMe(),
    users: [aUser()],
    ...over,
  });
  const pause = {
    reason_id: "lunch",
    name: "Lunch",
    paid: false,
    since: minutes(0),
    automatic: false,
    rule: null,
  };
  const frame = (user_id: string): Frame => ({
    type: "presence",
    user_id,
    online: true,
    availability: "away",
    pause,
    off: { tm_1: ["calls"] },
    wrap_up_until: null,
    load: 2,
  });

  test("set on one device is shown on all, with the reason and what is switched off", () => {
    const { me } = withFrame(desk(), frame(ANNA.id), true, NOON);
    expect(me).toMatchObject({ availability: "away", pause, off: { tm_1: ["calls"] }, load: 2 });
  });

  test("of a colleague is theirs alone", () => {
    const { me, users } = withFrame(desk(), frame(BEN.id), true, NOON);
    expect(me?.availability).toBe("available");
    expect(users[0]).toMatchObject({ availability: "away", pause });
  });

  test("only about being online leaves a pause as it is", () => {
    const away = desk({ me: aMe({ availability: "away", pause }) });
    const offline = { ...frame(ANNA.id), online: false, availability: null, pause: null } as Frame;
    expect(withFrame(away, offline, true, NOON).me).toMatchObject({ online: false, pause });
  });

  test("has a word: the reason, wrapping up, or none of it", () => {
    const busy = aUser({ wrap_up_until: minutes(1) });
    expect(standWord(aUser(), NOON)).toBe("Available");
    expect(standWord(aUser({ availability: "away", pause }), NOON)).toBe("Lunch");
    expect(standWord(aUser({ availability: "away" }), NOON)).toBe("Away");
    expect(standWord(busy, NOON)).toBe("Wrapping up");
    expect(standWord(busy, NOON + 60_000)).toBe("Available");
    expect(toneOf(aUser({ online: false }), NOON)).toBe("offline");
    expect(loadWord({ load: 3, capacity: 5 })).toBe("3 of 5");
    expect(loadWord({ load: 3, capacity: null })).toBe("3 open");
  });
});

describe("Waiting", () => {
  const query: ListQuery = { inbox: "waiting", status: "open", filters: {}, q: "", sort: "newest" };
  const who = { userId: ANNA.id, teamIds: ["tm_1"], views: [] };

  test("holds what nobody has, also while it rings at a colleague", () => {
    expect(belongs(aRow({ offer: { ...OFFER, user: BEN } }), query, who)).toBe(true);
    expect(belongs(aRow({ assignees: [BEN] }), query, who)).toBe(false);
    expect(belongs(aRow({ team_id: "tm_other" }), query, who)).toBe(false);
  });

  test("begins with whoever waits longest, whatever was said since", () => {
    const long = aRow({ id: "a", waiting_since: minutes(0), last_entry_at: minutes(9) });
    const short = aRow({ id: "b", waiting_since: minutes(5), last_entry_at: minutes(5) });
    expect(compare(query, long, short)).toBeLessThan(0);
  });
});

describe("ending", () => {
  test("is shared while other people have it, the AI agent aside", () => {
    expect(isShared(aRow({ assignees: [ANNA, BEN] }), ANNA.id)).toBe(true);
    expect(isShared(aRow({ assignees: [BEN, MIA] }), ANNA.id)).toBe(false);
    expect(isShared(aRow({ assignees: [ANNA] }), ANNA.id)).toBe(false);
  });

  test("offers only how all of the conversations can end", () => {
    const everyones = { id: "d1", name: "Solved", team_ids: null, managed_by: null };
    const sales = { id: "d2", name: "Sold", team_ids: ["tm_1"], managed_by: null };
    const rows = [aRow(), aRow({ id: "cnv_2", team_id: "tm_2" })];
    expect(endingsOf([everyones, sales], rows)).toEqual([everyones]);
    expect(endingsOf([everyones, sales], [aRow()])).toEqual([everyones, sales]);
  });
});

describe("the timeline", () => {
  const event = (type: string, data: object, actor: Event["actor"]) =>
    ({ ...assigned(3, null, []), type, data, actor, changes: { assignees: [BEN] } }) as Event;
  const ben = { kind: "agent" as const, ...BEN };
  const rule = { kind: "system" as const, id: null, name: null };

  test("tells of transfers, joining and leaving in one sentence each", () => {
    const to = { to_user: ANNA, to_team_id: null, from_team_id: null, decision: null };
    const note = { ...to, note: "Knows her", reason: "" };

    expect(linesOf(event("conversation.transferred", note, ben), ANNA.id)).toEqual([
      "Ben Okafor transferred this to you: “Knows her”",
    ]);
    expect(linesOf(event("conversation.joined", { user: BEN }, ben), ANNA.id)).toEqual([
      "Ben Okafor joined the conversation",
    ]);
    expect(linesOf(event("conversation.left", { user: ANNA }, ben), ANNA.id)).toEqual([
      "You left the conversation",
    ]);
  });

  test("names the team whose queue it went to, where it is known", () => {
    const to = { to_user: null, to_team_id: "tm_2", from_team_id: "tm_1", decision: null };
    const lines = (data: object) =>
      linesOf(event("conversation.transferred", { ...to, ...data }, ben), ANNA.id);

    expect(lines({ to_team_name: "Sales" })).toEqual(["Ben Okafor transferred this to Sales"]);
    expect(lines({})).toEqual(["Ben Okafor transferred this to the queue of another team"]);
  });

  test("says why a rule chose somebody, and nothing of offers", () => {
    const decision = {
      strategy: "least_loaded",
      reason: "Ben Okafor had the least to do (2 of 5).",
      considered: 3,
      passed_over: [],
      at: null,
    };
    const data = { assignees: [BEN], decision, offer_id: null };

    expect(linesOf(event("conversation.assigned", data, rule), ANNA.id)).toEqual([
      "Assigned to Ben Okafor. Ben Okafor had the least to do (2 of 5)",
    ]);
    const made = { ...event("offer.made", { user: BEN }, rule), changes: {} } as Event;
    expect(linesOf(made, ANNA.id)).toEqual([]);
  });
});

describe("why somebody has it", () => {
  const decided = {
    at: minutes(0),
    decision: null,
    by: { kind: "system" as const, id: null, name: null },
  };

  test("says what happened, and to whom", () => {
    const words = (kind: string, user: typeof BEN | null) =>
      decidedWords({ ...decided, kind, user }, ANNA.id);

    expect(words("offer.made", ANNA)).toBe("Offered to you");
    expect(words("offer.expired", BEN)).toBe("Ben Okafor did not answer in time");
    expect(words("conversation.assigned", BEN)).toBe("Given to Ben Okafor");
    expect(words("conversation.assigned", null)).toBe("Back in the queue");
    expect(words("something.newer", BEN)).toBe("Given to Ben Okafor");
  });

  test("names who was passed over, reason by reason", () => {
    const users = [aUser(), aUser(MIA)];
    const passed = [
      { reason: "full", user_ids: [BEN.id, MIA.id] },
      { reason: "wrap_up", user_ids: ["usr_gone"] },
    ];

    expect(passedWords(passed, users)).toEqual([
      "Full: Ben Okafor and Mia Lund",
      "Wrapping up: 1 other",
    ]);
  });
});
