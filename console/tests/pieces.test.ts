import { describe, expect, test } from "vitest";
import type { Command } from "../src/commands/commands";
import { commandOf } from "../src/commands/shortcuts";
import { toggledFilter } from "../src/inboxes/useFilters";
import { pieces } from "../src/search/marked";
import { extended, toggled } from "../src/state/selection";
import { presets, spokenMoment, untilText } from "../src/ui/moments";
import { narrowed } from "../src/ui/Picker";

describe("searched words are marked", () => {
  const marked = (text: string, words: string[]) =>
    pieces(text, words)
      .filter((piece) => piece.hit)
      .map((piece) => piece.text);

  test.each([
    ["The tent's poles", ["tent"], ["tent"]],
    ["Tentpoles and content", ["tent"], ["Tentpoles"]],
    ["Ένα café, un CAFÉ", ["cafe"], ["café", "CAFÉ"]],
    ["50% (off)", ["(off"], ["(off"]],
    ["anything", [], []],
  ])("in %s for %o: %o", (text, words, expected) => {
    expect(marked(text, words)).toEqual(expected);
  });

  test("and no letter is lost", () => {
    const text = "İstanbul 🏕️ tent";

    expect(
      pieces(text, ["tent", "i"])
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });
});

describe("moments to snooze until", () => {
  const names = (now: string) => presets(new Date(now)).map((preset) => preset.name);

  test("lie ahead, in order, and are each said once", () => {
    expect(names("2026-03-10T12:00:00")).toEqual([
      "Until the customer replies",
      "In 3 hours",
      "This evening",
      "Tomorrow",
      "This weekend",
      "Next week",
      "In a month",
    ]);
    expect(names("2026-03-15T19:00:00")).toEqual([
      "Until the customer replies",
      "In 3 hours",
      "Tomorrow",
      "In a month",
    ]);
  });

  test.each([
    ["2h", 120],
    ["in 3 days", 3 * 1440],
    ["45 minutes", 45],
    ["1 week", 10_080],
    ["soon", null],
    ["0h", null],
  ])("%s is understood", (text, inMinutes) => {
    const now = new Date("2026-03-10T12:00:00Z");
    const moment = spokenMoment(text, now);

    expect(moment && (moment.getTime() - now.getTime()) / 60_000).toBe(inMinutes);
  });

  test("without an end wait for the customer", () => {
    expect(untilText(null, 0)).toBe("until a reply");
  });
});

describe("ticking rows", () => {
  const shown = ["a", "b", "c", "d"];

  test("by one, and again to take it back", () => {
    expect(toggled(toggled([], "a"), "b")).toEqual(["a", "b"]);
    expect(toggled(["a", "b"], "a")).toEqual(["b"]);
  });

  test("by a range from the last one, in either direction", () => {
    expect(extended(["b"], shown, "d")).toEqual(["b", "c", "d"]);
    expect([...extended(["d"], shown, "b")].sort()).toEqual(["b", "c", "d"]);
    expect(extended([], shown, "c")).toEqual(["c"]);
  });
});

describe("keys", () => {
  const command = (id: string, keys: string): Command => ({
    id,
    keys,
    title: id,
    section: "list",
    run: () => {},
  });
  const commands = [command("next", "j"), command("mine", "g i"), command("star", "s")];
  const found = (key: string, before: string | null) =>
    commandOf(commands, key, before).command?.id;

  test("one runs its command, two run theirs in order", () => {
    expect(found("j", null)).toBe("next");
    expect(commandOf(commands, "g", null)).toEqual({ command: undefined, leads: true });
    expect(found("i", "g")).toBe("mine");
    expect(found("s", "g")).toBeUndefined();
    expect(found("i", null)).toBeUndefined();
  });
});

test("a filter is set, replaced and taken off by the same choice", () => {
  const high = { name: "priority", value: "high" } as const;
  const low = { name: "priority", value: "low" } as const;

  expect(toggledFilter({ label: "l" }, high)).toEqual({ label: "l", priority: "high" });
  expect(toggledFilter({ priority: "high" }, low)).toEqual({ priority: "low" });
  expect(toggledFilter({ priority: "high" }, high)).toEqual({});
  expect(toggledFilter({}, { name: "important", value: "true" })).toEqual({ important: true });
});

test("options are found by any of their words, without accents", () => {
  const options = [{ name: "Sofía Álvarez" }, { name: "Ben", also: "ben@example.com" }];

  expect(narrowed(options, "alvarez sof")).toEqual([options[0]]);
  expect(narrowed(options, "example")).toEqual([options[1]]);
  expect(narrowed(options, "zzz")).toEqual([]);
});
