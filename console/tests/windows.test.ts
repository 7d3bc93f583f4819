import { describe, expect, test } from "vitest";
import { abilitiesOf } from "../src/thread/capabilities";
import { closedWords, closesIn, standingOf } from "../src/thread/windows";
import { minutes, NOON } from "./builders";
import { anSms, aProvider, aWhatsApp } from "./provider-builders";

const HOUR = 60;
const whatsApp = abilitiesOf(aWhatsApp());
const sms = abilitiesOf(anSms());
const messenger = abilitiesOf(
  aProvider("messenger", { window_hours: 24, human_window_hours: 168 }),
);
const viber = abilitiesOf(aProvider("viber"));
const webchat = abilitiesOf(aProvider("webchat", { pushes: false }));
const heard = (minutesAgo: number) => ({ heard_at: minutes(-minutesAgo), opted_out: false });
const never = { heard_at: null, opted_out: false };

describe("whether a channel lets us write", () => {
  test("it does for as long as its window says after the customer's last message", () => {
    expect(standingOf(whatsApp, heard(23 * HOUR), NOON)).toEqual({
      state: "open",
      closesAt: NOON + 3_600_000,
    });
    expect(standingOf(whatsApp, heard(24 * HOUR), NOON)).toEqual({
      state: "closed",
      template: true,
      closedAt: NOON,
    });
  });

  test("what a person writes may have longer", () => {
    expect(standingOf(messenger, heard(100 * HOUR), NOON).state).toBe("open");
    expect(standingOf(messenger, heard(168 * HOUR), NOON)).toMatchObject({
      state: "closed",
      template: false,
    });
  });

  test.each([
    ["SMS may write first", sms, "open"],
    ["WhatsApp wants a template", whatsApp, "never_wrote"],
    ["Viber only answers", viber, "never_wrote"],
    ["on the website the customer reads from us", webchat, "open"],
  ] as const)("someone who never wrote: %s", (_, able, state) => {
    expect(standingOf(able, never, NOON).state).toBe(state);
  });

  test("whoever opted out gets nothing, not even a template", () => {
    const gone = { ...heard(1), opted_out: true };

    expect(standingOf(whatsApp, gone, NOON)).toMatchObject({ state: "opted_out", template: false });
    expect(standingOf(sms, gone, NOON).state).toBe("opted_out");
  });

  test("a server that does not tell decides alone", () => {
    expect(standingOf(whatsApp, {}, NOON)).toEqual({ state: "open", closesAt: null });
  });
});

describe("the end of a window is told", () => {
  const left = (minutesAgo: number) =>
    closesIn(standingOf(whatsApp, heard(minutesAgo), NOON), NOON);

  test.each([
    [17 * HOUR, null],
    [18 * HOUR, "6 h"],
    [20 * HOUR + 30, "3 h"],
    [23 * HOUR + 20, "40 min"],
    [24 * HOUR - 0.1, "1 min"],
    [25 * HOUR, null],
  ])("%i minutes after the last message: %s", (minutesAgo, words) => {
    expect(left(minutesAgo)).toBe(words);
  });
});

describe("why nothing can be written", () => {
  const words = (able: typeof sms, kind: string, reach: object) =>
    closedWords(standingOf(able, reach, NOON), { kind }, able, "Kari");

  test("is a sentence with the way out", () => {
    expect(words(whatsApp, "whatsapp", heard(30 * HOUR))).toEqual({
      title: "The 24 hours to answer are over",
      text: "WhatsApp lets you write freely for 24 hours after the customer's last message. Now an approved template can be sent.",
    });
    expect(words(messenger, "messenger", heard(200 * HOUR))?.title).toBe(
      "The 7 days to answer are over",
    );
    expect(words(viber, "viber", never)?.text).toBe(
      "Viber only lets you answer people who wrote to you first.",
    );
    expect(words(sms, "twilio_sms", { ...never, opted_out: true })?.text).toContain("START");
  });

  test("is nothing where something can", () => {
    expect(words(sms, "twilio_sms", never)).toBeNull();
  });
});
