import { afterEach, describe, expect, test } from "vitest";
import { setLocale } from "../src/i18n/locale";
import { sendPresets } from "../src/text/later";
import { dayBeside, localDay, localTime, momentAt, weekdayOf } from "../src/text/zone";
import { momentText, presets } from "../src/ui/moments";

const live = (timeZone: string | null) => setLocale({ language: "en-GB", timeZone });

afterEach(() => setLocale({ language: null, timeZone: null }));

describe("the agent's clock", () => {
  test.each([
    ["Asia/Tokyo", "2026-03-10T20:30", "2026-03-10T11:30:00.000Z"],
    ["Asia/Kathmandu", "2026-03-10T00:00", "2026-03-09T18:15:00.000Z"],
    ["America/St_Johns", "2026-07-01T23:59", "2026-07-02T02:29:00.000Z"],
    ["Pacific/Kiritimati", "2026-01-01T00:00", "2025-12-31T10:00:00.000Z"],
    ["Europe/Oslo", "2026-03-29T01:59", "2026-03-29T00:59:00.000Z"],
    ["Europe/Oslo", "2026-03-29T03:00", "2026-03-29T01:00:00.000Z"],
    ["Europe/Oslo", "2026-10-25T03:00", "2026-10-25T02:00:00.000Z"],
  ])("in %s shows %s at %s, and back", (zone, local, iso) => {
    live(zone);

    expect(momentAt(local).toISOString()).toBe(iso);
    expect(localTime(new Date(iso))).toBe(local);
  });

  test.each([
    ["leaves out", "2026-03-29T02:30", "2026-03-29T01:30:00.000Z"],
    ["shows twice", "2026-10-25T02:30", "2026-10-25T00:30:00.000Z"],
  ])("knows a time that it %s", (_, local, iso) => {
    live("Europe/Oslo");

    expect(momentAt(local).toISOString()).toBe(iso);
  });

  test("is the browser's where none is chosen", () => {
    live(null);

    expect(momentAt("2026-03-10T09:00")).toEqual(new Date("2026-03-10T09:00"));
  });

  test("shows nothing for a field that is empty", () => {
    live("Asia/Tokyo");

    expect(momentAt("").getTime()).toBeNaN();
  });

  test("counts days, not hours", () => {
    live("Asia/Tokyo");

    expect(localDay(new Date("2026-03-10T15:00:00Z"))).toBe("2026-03-11");
    expect(dayBeside("2026-02-28", 1)).toBe("2026-03-01");
    expect(dayBeside("2026-01-01", -1)).toBe("2025-12-31");
    expect(weekdayOf("2026-03-11")).toBe(3);
  });
});

test("a reply goes in the agent's morning", () => {
  live("Asia/Tokyo");

  // A Wednesday, one in the morning.
  expect(sendPresets(new Date("2026-03-10T16:00:00Z")).map(({ at }) => at.toISOString())).toEqual([
    "2026-03-11T00:00:00.000Z",
    "2026-03-12T00:00:00.000Z",
    "2026-03-16T00:00:00.000Z",
  ]);
});

describe("moments to come back", () => {
  const chosen = (now: string) =>
    Object.fromEntries(presets(new Date(now)).map(({ id, at }) => [id, at?.toISOString()]));

  test("are those of the agent, wherever their browser is", () => {
    live("Asia/Tokyo");

    // There it is Wednesday already, one in the morning.
    expect(chosen("2026-03-10T16:00:30Z")).toEqual({
      reply: undefined,
      hours: "2026-03-10T19:00:00.000Z",
      evening: "2026-03-11T09:00:00.000Z",
      tomorrow: "2026-03-12T00:00:00.000Z",
      weekend: "2026-03-14T00:00:00.000Z",
      week: "2026-03-16T00:00:00.000Z",
      month: "2026-04-10T00:00:00.000Z",
    });
  });

  test("stay at nine when the clock changes", () => {
    live("Europe/Oslo");

    expect(chosen("2026-03-27T12:00:00Z")).toMatchObject({
      evening: "2026-03-27T17:00:00.000Z",
      tomorrow: "2026-03-28T08:00:00.000Z",
      week: "2026-03-30T07:00:00.000Z",
      month: "2026-04-26T07:00:00.000Z",
    });
    expect(chosen("2026-10-24T12:00:00Z")).toMatchObject({
      tomorrow: "2026-10-25T08:00:00.000Z",
      week: "2026-10-26T08:00:00.000Z",
    });
  });

  test("are told by the agent's clock", () => {
    live("Asia/Tokyo");
    const now = Date.parse("2026-03-10T16:00:00Z");

    expect(momentText(new Date("2026-03-11T09:00:00Z"), now)).toBe("18:00");
    expect(momentText(new Date("2026-03-12T00:00:00Z"), now)).toBe("Thu 9:00");
    expect(momentText(new Date("2026-04-10T00:00:00Z"), now)).toBe("10 Apr 9:00");
  });
});
