import { expect, test } from "vitest";
import { offered, sureness, withOffer, withState, withSuggestions } from "../src/state/suggestions";
import { aSuggestion, received, sent } from "./builders";

test("the best comes first", () => {
  const [low, high] = [
    aSuggestion({ id: "low", score: 0.2 }),
    aSuggestion({ id: "high", score: 0.9 }),
  ];

  expect(offered([low, high], [received(1)]).map((each) => each.id)).toEqual(["high", "low"]);
});

test("nothing is suggested once the question is answered", () => {
  expect(offered([aSuggestion()], [received(1), sent(2)])).toEqual([]);
});

test("a suggestion may come before the message that it answers", () => {
  expect(offered([aSuggestion({ message_id: "msg_3" })], [received(1), sent(2)])).toHaveLength(1);
});

test("only the newest question counts", () => {
  const first = aSuggestion({ id: "first" });
  const second = aSuggestion({ id: "second", message_id: "msg_2" });

  const shown = offered([first, second], [received(1), received(2)]);

  expect(shown.map((each) => each.id)).toEqual(["second"]);
});

test("what was rejected stays away", () => {
  const rejected = withState([aSuggestion()], "sug_1", "rejected");

  expect(offered(rejected, [received(1)])).toEqual([]);
});

test("a late answer from REST does not wipe out what the socket brought for another message", () => {
  const [old, live] = [aSuggestion(), aSuggestion({ id: "sug_2", message_id: "msg_2" })];

  expect(withSuggestions([live], [old])).toEqual([live, old]);
});

test("what was taken into the box is offered still, should the box be emptied", () => {
  expect(offered(withState([aSuggestion()], "sug_1", "edited"), [received(1)])).toHaveLength(1);
});

test("a newer message withdraws what was offered for older ones, also where nothing is found", () => {
  expect(withOffer([aSuggestion()], { message_id: "msg_2", suggestions: [] })).toEqual([]);
});

test("what comes late for an older message leaves the newer one's answers alone", () => {
  const newer = aSuggestion({ id: "sug_2", message_id: "msg_2" });

  const held = withOffer([newer], { message_id: "msg_1", suggestions: [aSuggestion()] });

  expect(offered(held, [received(1), received(2)])).toEqual([newer]);
});

test.each([
  [0.97, "Sure"],
  [0.9, "Sure"],
  [0.6, "Likely"],
  [0.59, "Maybe"],
])("%d is told as %s", (score, word) => {
  expect(sureness(score)).toBe(word);
});
