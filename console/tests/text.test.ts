import { afterEach, describe, expect, test } from "vitest";
import { setLocale } from "../src/i18n/locale";
import { use } from "../src/i18n/t";
import { linesOf } from "../src/text/lines";
import { linkPieces } from "../src/text/links";
import { initials } from "../src/text/people";
import { dayName, relativeTime, spanText } from "../src/text/time";
import { ANNA, assigned, BEN, closed, minutes, NOON, received, sent } from "./builders";

afterEach(() => {
  use("en", {});
  setLocale({ language: null, timeZone: null });
});

describe("relative time", () => {
  test("is as short in every language", () => {
    setLocale({ language: "nb", timeZone: null });

    expect(relativeTime(minutes(-60), NOON)).toBe("1t");
    expect(spanText(12_000_000)).toBe("3t, 20m");
  });

  test.each([
    [0, "now"],
    [-0.9, "now"],
    [-1, "1m"],
    [-59, "59m"],
    [-60, "1h"],
    [-23 * 60, "23h"],
    [-24 * 60, "1d"],
    [-6 * 24 * 60, "6d"],
  ])("%s minutes is %s", (offset, expected) => {
    expect(relativeTime(minutes(offset), NOON)).toBe(expected);
  });

  test("after a week it is a date, with its year when that is not this one", () => {
    expect(relativeTime(minutes(-10 * 24 * 60), NOON)).not.toMatch(/2026/);
    expect(relativeTime(minutes(-400 * 24 * 60), NOON)).toMatch(/2025/);
  });

  test("days have names while they are near", () => {
    expect(dayName(minutes(-1), NOON)).toBe("Today");
    expect(dayName(minutes(-24 * 60), NOON)).toBe("Yesterday");
  });
});

describe("links", () => {
  test("are found with their trailing punctuation left out", () => {
    expect(linkPieces("See https://a.example/b?c=1, please")).toEqual([
      { text: "See ", href: null },
      { text: "https://a.example/b?c=1", href: "https://a.example/b?c=1" },
      { text: ", please", href: null },
    ]);
  });

  test("without a scheme go to https, addresses to mail", () => {
    expect(linkPieces("nordlys.com")[0]?.href).toBe("https://nordlys.com");
    expect(linkPieces("kari@nordlys.com")[0]?.href).toBe("mailto:kari@nordlys.com");
  });

  test.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])(
    "%s is never one",
    (text) => {
      const hrefs = linkPieces(text).map((piece) => piece.href ?? "");

      expect(hrefs.every((href) => !/^(javascript|data|file):/i.test(href))).toBe(true);
    },
  );

  test("never change a letter of the text", () => {
    const text = "שלום https://a.example/x\n<b>bold</b> 🏔️ a@b.example";

    expect(
      linkPieces(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });
});

test.each([
  ["Anna Berg", "AB"],
  ["Tom", "T"],
  ["Maria del Carmen Ruiz", "MR"],
  ["+47 912 34 567", "67"],
  ["🏕️ Camp Crew", "CC"],
  ["ليلى حداد", "لح"],
  ["", "?"],
])("the initials of %s are %s", (name, expected) => {
  expect(initials(name)).toBe(expected);
});

describe("lines between messages", () => {
  const lines = (...events: Parameters<typeof linesOf>[0][]) =>
    events.flatMap((event) => linesOf(event, ANNA.id));

  test("taking, giving and giving back", () => {
    expect(
      lines(
        assigned(1, BEN, [BEN]),
        assigned(2, ANNA, [ANNA]),
        assigned(3, BEN, [ANNA]),
        assigned(4, null, [BEN]),
        assigned(5, BEN, []),
      ),
    ).toEqual([
      "Ben Okafor took the conversation",
      "You took the conversation",
      "Ben Okafor assigned this to you",
      "Assigned to Ben Okafor",
      "Ben Okafor moved this back to Unassigned",
    ]);
  });

  test("are whole sentences in another language, for oneself and for others", () => {
    use("de", {
      "Closed by you": "Von dir geschlossen",
      "Closed by {name}": "Von {name} geschlossen",
      "{name} assigned this to {names}": "{name} hat das an {names} übergeben",
      "you|whom": "dich",
    });

    expect(
      lines(closed(1, ANNA), closed(2, BEN), assigned(3, BEN, [ANNA, { id: "x", name: "Mia" }])),
    ).toEqual([
      "Von dir geschlossen",
      "Von Ben Okafor geschlossen",
      "Ben Okafor hat das an dich und Mia übergeben",
    ]);
  });

  test("an answer that took the conversation says so", () => {
    expect(lines(sent(2, {}, { changes: { assignees: [ANNA] } }))).toEqual([
      "You took the conversation",
    ]);
  });

  test("closing and reopening", () => {
    expect(lines(closed(1, BEN), received(2, { changes: { status: "open" } }))).toEqual([
      "Closed by Ben Okafor",
      "Reopened by a new message",
    ]);
  });

  test("the first message says nothing besides itself", () => {
    const first = received(1, { changes: { status: "open", created: true, assignees: [] } });

    expect(lines(first)).toEqual([]);
  });
});
