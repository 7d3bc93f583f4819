import { afterEach, describe, expect, test } from "vitest";
import { LANGUAGES, speak, use } from "../src/i18n/t";
import { EMPTY_DRAFT, EMPTY_PART, isUntouched, namedIn, restored } from "../src/state/drafts";
import { fileRefusal, sizeOf } from "../src/state/uploads";
import { broken, linked, listed, triggerAt, wrapped } from "../src/text/formatting";
import { sendPresets } from "../src/text/later";
import { blocksOf, isMarkdown, withoutMarks } from "../src/text/markdown";
import { laterTime, playTime } from "../src/text/time";
import { emojiFor, groups } from "../src/thread/emoji";

/** A selection as "before[selected]after". */
function at(marked: string) {
  const start = marked.indexOf("[");
  const end = marked.indexOf("]") - 1;
  return { text: marked.replace(/[[\]]/g, ""), start, end };
}

function shown({ text, start, end }: { text: string; start: number; end: number }) {
  return `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`;
}

describe("formatting", () => {
  test("marks come around the selection and go again", () => {
    const bold = wrapped(at("so [good] it is"), "**");

    expect(shown(bold)).toBe("so **[good]** it is");
    expect(shown(wrapped(bold, "**"))).toBe("so [good] it is");
  });

  test("a link asks for what is missing", () => {
    expect(shown(linked({ text: "see here", start: 4, end: 8 }))).toBe("see [here]([https://])");
    expect(linked({ text: "https://a.example", start: 0, end: 17 })).toMatchObject({
      text: "[text](https://a.example)",
      start: 1,
      end: 5,
    });
  });

  test("lines become a list and lines again", () => {
    const list = listed(at("[one\ntwo]"), false);

    expect(list.text).toBe("- one\n- two");
    expect(listed({ ...list, start: 0, end: list.text.length }, false).text).toBe("one\ntwo");
    expect(listed(at("[one\ntwo]"), true).text).toBe("1. one\n2. two");
  });

  test.each([
    ["- one[]", "- one\n- []"],
    ["2. two[]", "2. two\n3. []"],
    ["- []", "[]"],
    ["text[]", "text\n[]"],
  ])("a line break after %j goes on as %j", (before, after) => {
    expect(shown(broken(at(before)))).toBe(after);
  });

  test.each([
    ["@an", { sign: "@", query: "an", from: 0 }],
    ["hi @anna b", { sign: "@", query: "anna b", from: 3 }],
    ["/shi", { sign: "/", query: "shi", from: 0 }],
    ["mail me@home", null],
    ["1/2", null],
    ["see /a b", null],
  ])("%j looks up %j", (text, trigger) => {
    expect(triggerAt(text, text.length)).toEqual(trigger);
  });
});

describe("light markdown", () => {
  test("bold, italic, code and links", () => {
    expect(blocksOf("**a** *b* _c_ `d*` [e](https://x.example)")).toEqual([
      {
        kind: "text",
        spans: [
          { kind: "bold", spans: [{ kind: "text", text: "a" }] },
          { kind: "text", text: " " },
          { kind: "italic", spans: [{ kind: "text", text: "b" }] },
          { kind: "text", text: " " },
          { kind: "italic", spans: [{ kind: "text", text: "c" }] },
          { kind: "text", text: " " },
          { kind: "code", text: "d*" },
          { kind: "text", text: " " },
          { kind: "link", text: "e", href: "https://x.example" },
        ],
      },
    ]);
  });

  test("lists, also numbered from where they begin, and fences", () => {
    const kinds = blocksOf("first\n- a\n- b\n3. c\n```\n*x*\n```").map((block) => block.kind);

    expect(kinds).toEqual(["text", "list", "list", "code"]);
    expect(blocksOf("3. c")[0]).toMatchObject({ start: 3 });
  });

  test.each([
    "2 * 3 * 4",
    "snake_case_name",
    "5*",
    "**",
    "- ",
    "a ** b ** c",
    "[x](javascript:alert(1))",
    "[x](data:text/html,x)",
    "<b>x</b>",
  ])("%j is plain text", (text) => {
    expect(isMarkdown(text)).toBe(false);
  });

  test("no address but of the web and of mail becomes a link", () => {
    const links = blocksOf("[a](javascript:x) [b](mailto:b@x.example) [c](//x.example)");

    expect(JSON.stringify(links).match(/"href":"[^"]+"/g)).toEqual(['"href":"mailto:b@x.example"']);
  });

  test("a quote shows words without their marks", () => {
    expect(withoutMarks("**Hi**\n- _one_\n- [two](https://x.example)")).toBe("Hi\n• one\n• two");
  });

  test("a long text of marks is read in no time", () => {
    const began = performance.now();
    blocksOf("*a **b _c `d [e](".repeat(600));

    expect(performance.now() - began).toBeLessThan(500);
  });
});

describe("times to come", () => {
  const tuesday = new Date(2026, 2, 10, 14, 20);

  test("are offered by name, and never in the past", () => {
    expect(sendPresets(tuesday).map((each) => each.id)).toEqual(["hour", "tomorrow", "monday"]);
    expect(sendPresets(new Date(2026, 2, 10, 6)).map((each) => each.id)).toContain("today");
    expect(sendPresets(new Date(2026, 2, 15, 14)).map((each) => each.id)).not.toContain("monday");
    for (const { at: moment } of sendPresets(tuesday)) expect(moment > tuesday).toBe(true);
  });

  test("are told shortly", () => {
    const told = (days: number) =>
      laterTime(new Date(2026, 2, 10 + days, 9).toISOString(), tuesday.getTime());

    expect(told(1)).toMatch(/^tomorrow /);
    expect(told(6)).toMatch(/16/);
    expect(playTime(67.9)).toBe("1:07");
    expect(playTime(Number.POSITIVE_INFINITY)).toBe("0:00");
  });
});

describe("drafts", () => {
  test("what was not sent comes back before what was written since", () => {
    const draft = { ...EMPTY_DRAFT, reply: { ...EMPTY_PART, text: "and more" } };

    expect(restored(draft, { kind: "reply", text: "first" }).reply).toMatchObject({
      text: "first\nand more",
      unsaved: true,
    });
  });

  test("an empty one is not worth keeping, an unsaved one is", () => {
    expect(isUntouched(EMPTY_DRAFT)).toBe(true);
    expect(isUntouched({ ...EMPTY_DRAFT, note: { ...EMPTY_PART, unsaved: true } })).toBe(false);
  });

  test("only those whom the text still names are mentioned", () => {
    const mentions = [
      { id: "usr_1", name: "Ben" },
      { id: "usr_2", name: "Mina Sato" },
      { id: "usr_2", name: "Mina Sato" },
    ];

    expect(namedIn("ask @Mina Sato", mentions)).toEqual(["usr_2"]);
  });
});

describe("files", () => {
  const file = (name: string, type: string, size = 10) => ({ name, type, size });

  test.each([
    ["a photo", file("a.jpg", "image/jpeg"), null],
    ["a file whose type the browser does not know", file("notes", ""), null],
    ["an empty one", file("a.txt", "text/plain", 0), /empty/],
    ["a large one", file("a.mp4", "video/mp4", 26 * 1024 * 1024), /26.0 MB.*25.0 MB/],
    ["a program", file("setup.exe", ""), /can't be sent/],
    ["a page", file("a.html", "text/html"), /can't be sent/],
    ["a drawing with scripts in it", file("a.svg", "image/svg+xml"), /can't be sent/],
  ])("%s", (_, given, refusal) => {
    if (refusal === null) expect(fileRefusal(given)).toBeNull();
    else expect(fileRefusal(given)).toMatch(refusal);
  });

  test("sizes are told as people say them", () => {
    expect([12, 2048, 3 * 1024 * 1024].map(sizeOf)).toEqual(["12 B", "2 kB", "3.0 MB"]);
  });
});

describe("emoji", () => {
  afterEach(() => use("en", {}));

  test("are found by the beginning of their words", () => {
    expect(emojiFor("thu up").map((each) => each.sign)).toEqual(["👍"]);
    expect(emojiFor("nothing like this")).toEqual([]);
  });

  test("each stands once, with words", () => {
    const all = groups().flatMap((group) => group.emoji);

    expect(new Set(all.map((each) => each.sign)).size).toBe(all.length);
    expect(all.filter((each) => !each.words)).toEqual([]);
  });

  test.each(LANGUAGES)("are the same in %s, by its own words", async (language) => {
    const signs = () => groups().flatMap(({ emoji }) => emoji.map(({ sign }) => sign));
    const english = signs();
    await speak(language);

    expect(signs()).toEqual(english);
    expect(groups().flatMap(({ emoji }) => emoji.filter(({ words }) => !words))).toEqual([]);
  });
});
