import { expect, it } from "vitest";
import { colours } from "../src/colour";
import { titled } from "../src/frame/page";
import { dayOf, initials, isBigEmoji, length, pieces } from "../src/frame/text";

it.each([
  ["see https://a.example/x?y=1#z.", "https://a.example/x?y=1#z"],
  ["(https://a.example)", "https://a.example"],
  ["https://a.example/wiki/Oslo_(city)", "https://a.example/wiki/Oslo_(city)"],
  ["www.a.example, or", "https://www.a.example"],
  ["انظر https://a.example/no للتفاصيل", "https://a.example/no"],
])("links the address in %j", (text, href) => {
  const links = pieces(text).filter((piece) => typeof piece !== "string");

  expect(links.map((link) => link.href)).toEqual([href]);
});

it.each(["javascript:alert(1)", "data:text/html,x", "no links here", "https://", "a<b>c"])(
  "links nothing in %j",
  (text) => {
    expect(pieces(text).join("")).toBe(text);
  },
);

it("loses no character around links", () => {
  const text = "a https://x.example b https://y.example! c";

  expect(
    pieces(text)
      .map((piece) => (typeof piece === "string" ? piece : piece.text))
      .join(""),
  ).toBe(text);
});

it.each([
  ["🎉", true],
  ["👩🏽‍🚀 🇳🇴", true],
  ["🎉🎉🎉🎉", false],
  ["ok 🎉", false],
  ["123", false],
  [" ", false],
])("%j is shown large: %s", (text, large) => {
  expect(isBigEmoji(text)).toBe(large);
});

it("counts characters as the server does", () => {
  expect(length("a🎉")).toBe(2);
});

it.each([
  ["Anna Berg", "AB"],
  ["Jonas Öberg Lindqvist", "JL"],
  ["ليلى حداد", "لح"],
  ["Plato", "P"],
  ["", ""],
])("%j has the initials %j", (name, expected) => {
  expect(initials(name)).toBe(expected);
});

it("names the days near to now", () => {
  const now = new Date(2026, 0, 5, 12);

  expect(dayOf(new Date(2026, 0, 5, 1).toISOString(), now)).toBe("Today");
  expect(dayOf(new Date(2026, 0, 4, 23).toISOString(), now)).toBe("Yesterday");
  expect(dayOf(new Date(2026, 0, 2, 12).toISOString(), now)).toContain("2 January");
  expect(dayOf(new Date(2025, 5, 2, 12).toISOString(), now)).toContain("2025");
});

it("puts the count before whatever title the page has now", () => {
  expect(titled("Shop", 2)).toBe("(2) Shop");
  expect(titled("(2) Boots", 3)).toBe("(3) Boots");
  expect(titled("(3) Boots", 0)).toBe("Boots");
});

it.each([
  ["#4f46e5", "#ffffff"],
  ["#facc15", "#16181d"],
  ["#fff", "#16181d"],
  ["#000000", "#ffffff"],
])("writes on %s in %s", (accent, ink) => {
  expect(colours(accent)).toEqual({ accent, ink });
});

it.each(["red;}", "", undefined, "#12345"])("takes %j for no colour", (accent) => {
  expect(colours(accent)).toBeUndefined();
});
