import type { Settings, TranslationSettings } from "@switchboard/protocol";
import { describe, expect, test } from "vitest";
import { EMPTY_DESK } from "../src/state/desk";
import { withFrame } from "../src/state/frames";
import { customerLanguage, ownLanguage, replyLanguage } from "../src/state/translations";
import { languageName, sameLanguage } from "../src/text/languages";
import { received, sent } from "./builders";
import { TRANSLATION } from "./fake-api";

const settings = (over: Partial<TranslationSettings> = {}) =>
  ({ translation: { ...TRANSLATION, two_way: true, ...over } }) as Settings;
const translated = (message_id: string, source_language: string) => ({
  message_id,
  language: "en",
  source_language,
  text: "Hello",
  provider: "amazon",
  original: false,
});

describe("the customer's language", () => {
  test("is that of their last message that is known", () => {
    const events = [received(1), received(2), sent(3), received(4)];
    const known = { msg_1: translated("msg_1", "de"), msg_2: translated("msg_2", "fr") };

    expect(customerLanguage(events, known)).toBe("fr");
  });

  test("is what they are known to speak where no message tells", () => {
    expect(customerLanguage([received(1)], {}, "de")).toBe("de");
  });

  test("is unknown where nothing tells", () => {
    expect(customerLanguage([received(1)], { msg_1: null })).toBeNull();
  });
});

describe("replies are translated", () => {
  const events = [received(1)];

  test("into what the customer writes in", () => {
    expect(replyLanguage(settings(), events, {}, "de")).toBe("de");
  });

  test.each([
    ["the company has that off", settings({ two_way: false }), "de"],
    ["there is no translator", settings({ provider: { name: "none", available: false } }), "de"],
    ["nothing is settled", null, "de"],
    ["both speak the same, of whatever country", settings(), "en-GB"],
    ["nobody knows what they speak", settings(), null],
  ])("not where %s", (_, held, spoken) => {
    expect(replyLanguage(held, events, {}, spoken)).toBeNull();
  });
});

test("without a setting agents read what their browser speaks", () => {
  expect(ownLanguage(null)).toBe(navigator.language);
});

test("a translation that comes by itself shows, unless the agent reads the original", () => {
  const { original: _, ...data } = translated("msg_1", "de");
  const frame = { type: "message.translated" as const, conversation_id: "cnv_1", data };

  const first = withFrame(EMPTY_DESK, frame, true, 0);
  const kept = { ...first, translations: { msg_1: { ...data, original: true } } };

  expect(first.translations.msg_1).toEqual({ ...data, original: false });
  expect(withFrame(kept, frame, true, 0).translations.msg_1?.original).toBe(true);
});

test.each([
  ["de", "German"],
  ["pt-BR", "Brazilian Portuguese"],
  ["no such language", "no such language"],
])("%s is called %s", (tag, name) => {
  expect(languageName(tag)).toBe(name);
});

test("a language is the same in every country", () => {
  expect([sameLanguage("en-GB", "EN"), sameLanguage("en", "de")]).toEqual([true, false]);
  expect([sameLanguage("nb", "no"), sameLanguage("nn-NO", "nb")]).toEqual([true, true]);
});
